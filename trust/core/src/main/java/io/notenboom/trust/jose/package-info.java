// SPDX-License-Identifier: Apache-2.0
/** Compact JWS and JWK: strict parsing, signing through a function, verifying with an allow-list. */
@NullMarked
package io.notenboom.trust.jose;

import org.jspecify.annotations.NullMarked;
