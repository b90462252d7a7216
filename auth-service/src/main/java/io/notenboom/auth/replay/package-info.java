// SPDX-License-Identifier: Apache-2.0
/** Values that may be used once. */
@NullMarked
package io.notenboom.auth.replay;

import org.jspecify.annotations.NullMarked;
