// SPDX-License-Identifier: Apache-2.0
/** Signed lists of certificates that nobody should accept, in the form that Nuts nodes know. */
@NullMarked
package io.notenboom.trust.x509.denylist;

import org.jspecify.annotations.NullMarked;
