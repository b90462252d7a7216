// SPDX-License-Identifier: Apache-2.0
/** Certificate requests, certificates and their paths; private keys are never seen here. */
@NullMarked
package io.notenboom.trust.x509;

import org.jspecify.annotations.NullMarked;
