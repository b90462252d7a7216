// SPDX-License-Identifier: Apache-2.0
/** Making and checking proofs of possession for others on this node (RFC 9449). */
@NullMarked
package io.notenboom.auth.dpop;

import org.jspecify.annotations.NullMarked;
