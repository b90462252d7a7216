// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.trust.jose.SignatureProviders;
import io.notenboom.trust.x509.Fingerprints;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is known of signatures before events are judged one after the other, so that judging needs not check them: because this
 * node verified them before it signed a checkpoint, or because all cores checked them ahead. Knows them by the whole text of
 * the event; what the text says is still judged.
 */
public final class KnownSignatures {

    /** Nothing is known. */
    public static final KnownSignatures NONE = new KnownSignatures(Set.of(), Map.of());

    private final Set<String> verifiedBefore;
    private final Map<String, PublicKey> checked;

    private KnownSignatures(Set<String> verifiedBefore, Map<String, PublicKey> checked) {
        this.verifiedBefore = verifiedBefore;
        this.checked = checked;
    }

    /** @param checked the keys with which signatures were checked, by the text of their events */
    static KnownSignatures checkedWith(Map<String, PublicKey> checked) {
        return new KnownSignatures(Set.of(), checked);
    }

    /**
     * Entries of this node's own log that it had verified when it signed a checkpoint.
     *
     * @param own a checkpoint that this node's own key signed, of a log that was compared with it
     * @param first index of the first entry
     * @param entries compact events from there on; those that the checkpoint does not include are not known
     */
    public static KnownSignatures ofOwnLog(Checkpoint own, long first, List<String> entries) {
        long known = Math.clamp(own.head().size() - first, 0, entries.size());
        return new KnownSignatures(new HashSet<>(entries.subList(0, (int) known)), Map.of());
    }

    /**
     * Checks signatures on all cores. Whether a signer may sign, and its path, is left to the one who judges.
     *
     * @param events events in any order
     * @param signers finds the signer in a stream by its thumbprint, as far as it is known yet
     */
    public static KnownSignatures checkAhead(
            List<UnverifiedEvent> events, BiFunction<UnverifiedEvent, String, Optional<Signer>> signers) {
        Map<String, X509Certificate> brought = events.parallelStream()
                .flatMap(
                        event -> EventVerifier.certificates(event.certificates().own()).stream())
                .collect(Collectors.toConcurrentMap(Fingerprints::x5tS256, Function.identity(), (a, b) -> a));
        Map<String, X509Certificate> certificates = new ConcurrentHashMap<>(brought);
        for (UnverifiedEvent event : events) {
            String thumbprint = event.header().signerThumbprint();
            if (!certificates.containsKey(thumbprint)) {
                signers.apply(event, thumbprint)
                        .ifPresent(signer -> certificates.put(thumbprint, signer.certificate()));
            }
        }
        Map<String, PublicKey> keys = new ConcurrentHashMap<>();
        Map<String, PublicKey> checked = new ConcurrentHashMap<>();
        events.parallelStream().forEach(event -> {
            X509Certificate certificate = certificates.get(event.header().signerThumbprint());
            if (certificate != null) {
                check(event, certificate, keys, checked);
            }
        });
        return new KnownSignatures(Set.of(), checked);
    }

    private static void check(
            UnverifiedEvent event,
            X509Certificate certificate,
            Map<String, PublicKey> keys,
            Map<String, PublicKey> checked) {
        try {
            PublicKey key = keys.computeIfAbsent(
                    event.header().signerThumbprint(),
                    thumbprint -> SignatureProviders.nativeKey(certificate.getPublicKey()));
            EventSignature.require(event, key);
            checked.put(event.compact(), key);
        } catch (VerificationFailedException | RuntimeException e) {
            // Not known, so it is checked again when it is judged, and refused there with its reason.
            checked.remove(event.compact());
        }
    }

    /** Whether this node verified the event before. */
    boolean verifiedBefore(UnverifiedEvent event) {
        return verifiedBefore.contains(event.compact());
    }

    /** Whether the event has a right signature of exactly this key. */
    boolean checkedWith(UnverifiedEvent event, PublicKey key) {
        return key.equals(checked.get(event.compact()));
    }
}
