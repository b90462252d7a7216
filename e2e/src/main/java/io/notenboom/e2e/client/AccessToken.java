// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.client;

import io.notenboom.trust.secret.Secret;

/**
 * An access token as the wallet's API gives it.
 *
 * @param value the token
 * @param type {@code DPoP} or {@code Bearer}
 * @param keyId DID URL of the key that it is bound to; empty if to none
 * @param expiresInSeconds life from the moment of issue
 */
public record AccessToken(Secret value, String type, String keyId, int expiresInSeconds) {}
