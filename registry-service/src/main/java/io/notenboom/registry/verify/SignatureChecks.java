// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.stream.SignerRole;
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
    private final SignerKeys keys = new SignerKeys();
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
        List<UnverifiedEvent> bringing = events.stream()
                .filter(event -> event.certificates().own() != null)
                .toList();
        bringing.parallelStream().forEach(this::learn);
        bringing.parallelStream()
                .forEach(event -> verifier.explore(event, authorities.getOrDefault(event.stream(), List.of())));
        return keys.check(events);
    }

    /** What earlier runs, or batches that are forgotten, brought. */
    private void learnStream(EventId stream) {
        authorities.computeIfAbsent(stream, unknown -> {
            List<Signer> known = signers.apply(unknown);
            known.forEach(signer -> keys.learn(signer.certificate()));
            return known.stream()
                    .filter(signer -> signer.role() == SignerRole.VENDOR_CA)
                    .map(Signer::chain)
                    .toList();
        });
    }

    private void learn(UnverifiedEvent event) {
        List<X509Certificate> own =
                EventVerifier.certificates(event.certificates().own());
        own.forEach(keys::learn);
        EventVerifier.certificates(event.certificates().operations()).forEach(keys::learn);
        if (event.header().type().equals(VendorRegistration.TYPE) && !own.isEmpty()) {
            authorities.merge(
                    event.stream(),
                    List.of(own),
                    (before, more) -> before.contains(own) || before.size() >= MAX_AUTHORITIES
                            ? before
                            : Stream.concat(before.stream(), more.stream()).toList());
        }
    }
}
