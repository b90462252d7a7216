// SPDX-License-Identifier: Apache-2.0
/** Files that are whole and on disk, or not there. */
@NullMarked
package io.notenboom.hosting.backup.file;

import org.jspecify.annotations.NullMarked;
