// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * A line of an authorized_keys file.
 *
 * @param user the comment of the line: who has the key
 * @param key RSA of at least 2048 bits, EC on P-256, P-384 or P-521, or Ed25519
 * @param fingerprint {@code SHA256:} and the hash in base64, as ssh-keygen shows it
 * @param thumbprint of the key as a JWK (RFC 7638)
 * @param scopes what its JWTs may do
 * @param subjects for which subjects only; empty for all
 */
record AuthorizedKey(
        String user,
        PublicKey key,
        String fingerprint,
        String thumbprint,
        Set<String> scopes,
        Optional<Set<String>> subjects) {

    AuthorizedKey {
        scopes = Set.copyOf(scopes);
        subjects = subjects.map(Set::copyOf);
    }

    boolean isNamed(String keyId) {
        return keyId.equals(fingerprint) || keyId.equals(thumbprint);
    }
}
