// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.x509.Fingerprints;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;

/**
 * Checks signatures on all cores, batch after batch of a long history, before events are judged in their order. Remembers the
 * keys of the certificates that earlier batches brought, at most {@value #MAX_KEPT}. Whether a signer may sign, and its path,
 * is left to the one who judges. Safe for many threads.
 */
public final class SignatureChecks {

    private static final int MAX_KEPT = 20_000;

    private final BiFunction<EventId, String, Optional<X509Certificate>> signers;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();

    /** @param signers finds a certificate in a stream of the log by its thumbprint */
    public SignatureChecks(BiFunction<EventId, String, Optional<X509Certificate>> signers) {
        this.signers = signers;
    }

    /** Checks a batch. What turns out wrong is not known afterwards, and is refused with its reason when it is judged. */
    public KnownSignatures check(List<UnverifiedEvent> events) {
        if (keys.size() > MAX_KEPT) {
            keys.clear();
        }
        events.parallelStream().forEach(this::learn);
        for (UnverifiedEvent event : events) {
            String thumbprint = event.header().signerThumbprint();
            if (!keys.containsKey(thumbprint)) {
                signers.apply(event.stream(), thumbprint).ifPresent(this::learn);
            }
        }
        Map<String, PublicKey> checked = new ConcurrentHashMap<>();
        events.parallelStream().forEach(event -> check(event, checked));
        return KnownSignatures.checkedWith(checked);
    }

    private void learn(UnverifiedEvent event) {
        EventVerifier.certificates(event.certificates().own()).forEach(this::learn);
        EventVerifier.certificates(event.certificates().operations()).forEach(this::learn);
    }

    private void learn(X509Certificate certificate) {
        try {
            keys.computeIfAbsent(
                    Fingerprints.x5tS256(certificate),
                    thumbprint -> SignatureProviders.nativeKey(certificate.getPublicKey()));
        } catch (RuntimeException e) {
            // A key of a stranger that no library takes: the event is judged without, and refused with its reason.
            System.getLogger(SignatureChecks.class.getName())
                    .log(System.Logger.Level.DEBUG, "a certificate in an event has a key that cannot be used");
        }
    }

    private void check(UnverifiedEvent event, Map<String, PublicKey> checked) {
        PublicKey key = keys.get(event.header().signerThumbprint());
        if (key == null) {
            return;
        }
        try {
            EventSignature.require(event, key);
            checked.put(event.compact(), key);
        } catch (VerificationFailedException | RuntimeException e) {
            // Not known, so it is checked again when it is judged, and refused there with its reason.
            checked.remove(event.compact());
        }
    }
}
