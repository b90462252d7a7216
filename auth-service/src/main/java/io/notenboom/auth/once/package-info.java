// SPDX-License-Identifier: Apache-2.0
/** What may be used once only: nonces of presentations, proofs, assertions. */
@NullMarked
package io.notenboom.auth.once;

import org.jspecify.annotations.NullMarked;
