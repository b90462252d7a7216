// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import com.google.errorprone.annotations.CheckReturnValue;

/** A raw request after the grammar: either its canonical form or the reason for refusing it. */
@CheckReturnValue
public sealed interface CanonicalOutcome permits CanonicalRequest, NonCanonical {}
