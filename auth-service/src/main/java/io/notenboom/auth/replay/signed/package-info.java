// SPDX-License-Identifier: Apache-2.0
/** Everything signed that a recording holds, and whether its signature holds. */
@NullMarked
package io.notenboom.auth.replay.signed;

import org.jspecify.annotations.NullMarked;
