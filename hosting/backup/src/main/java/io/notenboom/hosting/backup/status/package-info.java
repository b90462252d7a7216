// SPDX-License-Identifier: Apache-2.0
/** When the last backup was made and the last drill passed. */
@NullMarked
package io.notenboom.hosting.backup.status;

import org.jspecify.annotations.NullMarked;
