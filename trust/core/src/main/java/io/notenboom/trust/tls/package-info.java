// SPDX-License-Identifier: Apache-2.0
/** Whom TLS trusts. */
@NullMarked
package io.notenboom.trust.tls;

import org.jspecify.annotations.NullMarked;
