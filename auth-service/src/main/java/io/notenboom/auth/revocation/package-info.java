// SPDX-License-Identifier: Apache-2.0
/** Ending tokens before their time (RFC 7009) and telling others. */
@NullMarked
package io.notenboom.auth.revocation;

import org.jspecify.annotations.NullMarked;
