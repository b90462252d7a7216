// SPDX-License-Identifier: Apache-2.0
/** Whether certificates that others sign credentials with are revoked: revocation lists of their CAs, and a cache. */
@NullMarked
package io.notenboom.auth.certificate;

import org.jspecify.annotations.NullMarked;
