// SPDX-License-Identifier: Apache-2.0
/** The program behind {@code notenboom auth vectors}. */
@NullMarked
package io.notenboom.auth.replay.app;

import org.jspecify.annotations.NullMarked;
