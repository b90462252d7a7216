// SPDX-License-Identifier: Apache-2.0
/** Credentials that subjects of this node hold. */
@NullMarked
package io.notenboom.auth.wallet;

import org.jspecify.annotations.NullMarked;
