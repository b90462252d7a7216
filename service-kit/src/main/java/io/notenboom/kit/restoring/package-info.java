// SPDX-License-Identifier: Apache-2.0
/** A node that is being restored: it reads, and signs and issues nothing until the restore is done. */
@NullMarked
package io.notenboom.kit.restoring;

import org.jspecify.annotations.NullMarked;
