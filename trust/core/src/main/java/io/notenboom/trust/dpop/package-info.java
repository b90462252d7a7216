// SPDX-License-Identifier: Apache-2.0
/** Proofs of possession of a key (RFC 9449). */
@NullMarked
package io.notenboom.trust.dpop;

import org.jspecify.annotations.NullMarked;
