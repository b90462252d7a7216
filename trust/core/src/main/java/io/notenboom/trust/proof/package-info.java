// SPDX-License-Identifier: Apache-2.0
/** Linked data proofs: JsonWebSignature2020, as Nuts nodes make and check it. */
@NullMarked
package io.notenboom.trust.proof;

import org.jspecify.annotations.NullMarked;
