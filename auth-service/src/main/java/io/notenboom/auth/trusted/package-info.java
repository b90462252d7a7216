// SPDX-License-Identifier: Apache-2.0
/** Which issuers the operator trusts for which type of credential. */
@NullMarked
package io.notenboom.auth.trusted;

import org.jspecify.annotations.NullMarked;
