// SPDX-License-Identifier: Apache-2.0
/** The command {@code notenboom backup}. */
@NullMarked
package io.notenboom.hosting.backup.app;

import org.jspecify.annotations.NullMarked;
