// SPDX-License-Identifier: Apache-2.0
/** Verifiable credentials (W3C VCDM 1.1): reading, verifying, issuing. JWT form; JSON-LD form is recognised and refused. */
@NullMarked
package io.notenboom.trust.credential;

import org.jspecify.annotations.NullMarked;
