// SPDX-License-Identifier: Apache-2.0
/** What a backup consists of, signed. */
@NullMarked
package io.notenboom.hosting.backup.checkpoint;

import org.jspecify.annotations.NullMarked;
