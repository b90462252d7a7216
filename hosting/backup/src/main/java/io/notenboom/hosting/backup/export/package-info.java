// SPDX-License-Identifier: Apache-2.0
/** Makes backups of a node that runs. */
@NullMarked
package io.notenboom.hosting.backup.export;

import org.jspecify.annotations.NullMarked;
