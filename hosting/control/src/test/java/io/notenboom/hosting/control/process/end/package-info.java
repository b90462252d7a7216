// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.control.process.end;

import org.jspecify.annotations.NullMarked;
