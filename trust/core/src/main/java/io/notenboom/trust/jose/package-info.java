// SPDX-License-Identifier: Apache-2.0
/** JSON Web Signature in compact form (RFC 7515, 7518, 8037) and public JSON Web Keys (RFC 7517, 7638). */
@NullMarked
package io.notenboom.trust.jose;

import org.jspecify.annotations.NullMarked;
