// SPDX-License-Identifier: Apache-2.0
/** Backups of a node, and restoring it without taking anything back. */
@NullMarked
package io.notenboom.hosting.backup;

import org.jspecify.annotations.NullMarked;
