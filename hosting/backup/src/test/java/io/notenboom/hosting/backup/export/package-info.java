// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.hosting.backup.export;

import org.jspecify.annotations.NullMarked;
