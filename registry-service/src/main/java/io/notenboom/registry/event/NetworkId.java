// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.Base64;

/**
 * Identifies a network, so that an event of a test network can never enter another: base64url of the SHA-256 of the
 * Foundation root's SubjectPublicKeyInfo, a zero byte and the network's name in UTF-8.
 */
public record NetworkId(String value) {

    /** Computes the identifier. */
    public static NetworkId of(PublicKey foundationRoot, String networkName) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(foundationRoot.getEncoded());
            digest.update((byte) 0);
            digest.update(networkName.getBytes(StandardCharsets.UTF_8));
            return new NetworkId(Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
