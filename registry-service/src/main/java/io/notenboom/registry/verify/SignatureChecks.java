// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.stream.SignerRole;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.x509.Fingerprints;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Checks signatures on all cores, batch after batch of a long history, before events are judged in their order. Remembers the
 * keys of the certificates that earlier batches brought, at most {@value #MAX_KEPT}. Whether a signer may sign, and its path,
 * is left to the one who judges. Safe for many threads.
 */
public final class SignatureChecks {

    private static final int MAX_KEPT = 20_000;
    private static final int MAX_AUTHORITIES = 4;

    private final EventVerifier verifier;
    private final Function<EventId, List<Signer>> signers;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();
    private final Map<EventId, List<List<X509Certificate>>> authorities = new ConcurrentHashMap<>();

    /**
     * Wires the parts.
     *
     * @param verifier the one that judges afterwards, and remembers paths
     * @param signers the certificates that events of a stream of the log introduced
     */
    public SignatureChecks(EventVerifier verifier, Function<EventId, List<Signer>> signers) {
        this.verifier = verifier;
        this.signers = signers;
    }

    /** Checks a batch. What turns out wrong is not known afterwards, and is refused with its reason when it is judged. */
    public KnownSignatures check(List<UnverifiedEvent> events) {
        if (keys.size() > MAX_KEPT) {
            keys.clear();
            authorities.clear();
        }
        events.stream().map(UnverifiedEvent::stream).distinct().forEach(this::learnStream);
        events.parallelStream().forEach(this::learn);
        events.parallelStream()
                .forEach(event -> verifier.explore(event, authorities.getOrDefault(event.stream(), List.of())));
        Map<String, PublicKey> checked = new ConcurrentHashMap<>();
        events.parallelStream().forEach(event -> check(event, checked));
        return KnownSignatures.checkedWith(checked);
    }

    /** What earlier runs, or batches that are forgotten, brought. */
    private void learnStream(EventId stream) {
        authorities.computeIfAbsent(stream, unknown -> {
            List<Signer> known = signers.apply(unknown);
            known.forEach(signer -> learn(signer.certificate()));
            return known.stream()
                    .filter(signer -> signer.role() == SignerRole.VENDOR_CA)
                    .map(Signer::chain)
                    .toList();
        });
    }

    private void learn(UnverifiedEvent event) {
        List<X509Certificate> own =
                EventVerifier.certificates(event.certificates().own());
        own.forEach(this::learn);
        EventVerifier.certificates(event.certificates().operations()).forEach(this::learn);
        if (event.header().type().equals(VendorRegistration.TYPE) && !own.isEmpty()) {
            authorities.merge(
                    event.stream(),
                    List.of(own),
                    (before, more) -> before.contains(own) || before.size() >= MAX_AUTHORITIES
                            ? before
                            : Stream.concat(before.stream(), more.stream()).toList());
        }
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
