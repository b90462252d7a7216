// SPDX-License-Identifier: Apache-2.0
/** Parts of a backup: compressed, encrypted to every recipient with age, cut into files. */
@NullMarked
package io.notenboom.hosting.backup.part;

import org.jspecify.annotations.NullMarked;
