// SPDX-License-Identifier: Apache-2.0
/** OAuth2 authorization server, wallet, issuer, DIDs. */
@NullMarked
package io.notenboom.auth;

import org.jspecify.annotations.NullMarked;
