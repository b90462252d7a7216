// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.x509.Fingerprints;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys of certificates that may have signed events, and what they signed. Whether a certificate may sign, and its path, is
 * left to the one who judges. Safe for many threads.
 */
final class SignerKeys {

    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    /** How many are known. */
    int size() {
        return keys.size();
    }

    void clear() {
        keys.clear();
    }

    /** Whether the key of the certificate with this thumbprint is known. */
    boolean knows(String thumbprint) {
        return keys.containsKey(thumbprint);
    }

    /** Takes in a certificate. */
    void learn(X509Certificate certificate) {
        try {
            keys.computeIfAbsent(
                    Fingerprints.x5tS256(certificate),
                    thumbprint -> SignatureProviders.nativeKey(certificate.getPublicKey()));
        } catch (RuntimeException e) {
            // A key of a stranger that no library takes: the event is judged without, and refused with its reason.
            System.getLogger(SignerKeys.class.getName())
                    .log(System.Logger.Level.DEBUG, "a certificate in an event has a key that cannot be used");
        }
    }

    /** Checks signatures on all cores; an event without a known key, or whose signature is wrong, is not known afterwards. */
    KnownSignatures check(List<UnverifiedEvent> events) {
        Map<String, PublicKey> checked = new ConcurrentHashMap<>(2 * events.size());
        events.parallelStream().forEach(event -> {
            PublicKey key = keys.get(event.header().signerThumbprint());
            if (key != null && isSigned(event, key)) {
                checked.put(event.compact(), key);
            }
        });
        return KnownSignatures.checkedWith(checked);
    }

    private static boolean isSigned(UnverifiedEvent event, PublicKey key) {
        try {
            EventSignature.require(event, key);
            return true;
        } catch (VerificationFailedException | RuntimeException e) {
            // It is checked again when it is judged, and refused there with its reason.
            return false;
        }
    }
}
