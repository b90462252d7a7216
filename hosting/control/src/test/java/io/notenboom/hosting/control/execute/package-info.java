// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.control.execute;

import org.jspecify.annotations.NullMarked;
