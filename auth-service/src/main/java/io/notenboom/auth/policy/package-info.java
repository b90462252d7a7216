// SPDX-License-Identifier: Apache-2.0
/** Which presentation definition belongs to which scope, and how long its tokens live. */
@NullMarked
package io.notenboom.auth.policy;

import org.jspecify.annotations.NullMarked;
