// SPDX-License-Identifier: Apache-2.0
/** The key that signs checkpoints of backups. */
@NullMarked
package io.notenboom.hosting.backup.key;

import org.jspecify.annotations.NullMarked;
