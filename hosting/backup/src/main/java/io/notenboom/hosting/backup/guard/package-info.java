// SPDX-License-Identifier: Apache-2.0
/** What keeps an old backup from being taken for the newest. */
@NullMarked
package io.notenboom.hosting.backup.guard;

import org.jspecify.annotations.NullMarked;
