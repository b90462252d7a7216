// SPDX-License-Identifier: Apache-2.0
/** Asking whether a client may have a scope. */
@NullMarked
package io.notenboom.auth.token.scope;

import org.jspecify.annotations.NullMarked;
