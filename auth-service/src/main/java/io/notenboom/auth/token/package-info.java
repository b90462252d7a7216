// SPDX-License-Identifier: Apache-2.0
/** The token endpoint: access tokens in exchange for verifiable presentations (Nuts RFC021). */
@NullMarked
package io.notenboom.auth.token;

import org.jspecify.annotations.NullMarked;
