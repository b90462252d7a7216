// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.decision;

import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.stream.SignerRole;
import io.notenboom.registry.verify.VerifiedEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The decisions in the Foundation's streams, and what follows from them. There is one such stream as a rule; when it forks,
 * it stays frozen, and the root starts another one whose decisions count beside it. Who decides about whom has layers, so
 * that no decision can end the one that it rests on: only the root revokes operations certificates, nobody revokes the
 * root, and a fork of a Foundation stream is not resolved. Not safe for many threads.
 */
public final class FoundationLedger {

    /** Question: only the root decides about the Foundation's own certificates. */
    public static final String WHO_REVOKES = "is-the-certificate-one-that-the-signer-may-revoke";

    /** Question: a fork of the Foundation's own stream is not resolved. */
    public static final String WHICH_STREAM = "is-the-forked-stream-that-of-a-vendor";

    private static final Comparator<VerifiedEvent> ORDER = Comparator.comparing(
                    (VerifiedEvent event) -> event.header().issuedAt())
            .thenComparing(VerifiedEvent::stream)
            .thenComparing(event -> event.header().sequence());

    private final Map<EventId, TreeMap<Long, VerifiedEvent>> streams = new HashMap<>();
    private FoundationDecisions current = FoundationDecisions.NONE;

    /** What follows from the events so far. */
    public FoundationDecisions current() {
        return current;
    }

    /** Takes in an event that was added to its stream. Returns whether {@link #current} is new. */
    public boolean added(VerifiedEvent event) {
        boolean begins = event.header().isGenesis() && event.signer().role() == SignerRole.FOUNDATION;
        if (begins) {
            streams.put(event.stream(), new TreeMap<>());
        }
        TreeMap<Long, VerifiedEvent> stream = streams.get(event.stream());
        if (stream == null || !(begins || decides(event))) {
            return false;
        }
        stream.put(event.header().sequence(), event);
        return computed();
    }

    private static boolean decides(VerifiedEvent event) {
        return event.payload() instanceof CertificateRevocation
                || event.payload() instanceof ForkResolution
                || event.introduced().isPresent();
    }

    /** A stream was cut back: its events from a sequence on do not count. Returns whether {@link #current} is new. */
    public boolean cutBack(EventId stream, long fromSequence) {
        TreeMap<Long, VerifiedEvent> events = streams.get(stream);
        if (events == null || events.tailMap(fromSequence).isEmpty()) {
            return false;
        }
        events.tailMap(fromSequence).clear();
        return computed();
    }

    private boolean computed() {
        FoundationDecisions before = current;
        List<VerifiedEvent> events = streams.values().stream()
                .flatMap(stream -> stream.values().stream())
                .sorted(ORDER)
                .toList();
        current = compute(events);
        return !current.equals(before);
    }

    private FoundationDecisions compute(List<VerifiedEvent> events) {
        Tally tally = new Tally(ownCertificates(events));
        events.stream().filter(event -> isRoot(event.signer())).forEach(tally::revocation);
        Revocations ofTheRoot = Revocations.of(tally.revocations);
        for (VerifiedEvent event : events) {
            if (!ofTheRoot.voids(event.stream(), event.header().sequence(), event.signer())) {
                if (!isRoot(event.signer())) {
                    tally.revocation(event);
                }
                tally.resolution(event, streams.keySet());
            }
        }
        return new FoundationDecisions(
                Revocations.of(tally.revocations), Resolutions.of(tally.resolutions), tally.ineffective);
    }

    /** Sorts decisions by whether they have an effect. */
    private static final class Tally {

        private final Set<String> ownCertificates;
        private final List<CertificateRevocation> revocations = new ArrayList<>();
        private final List<ForkResolution> resolutions = new ArrayList<>();
        private final Map<EventId, String> ineffective = new HashMap<>();

        private Tally(Set<String> ownCertificates) {
            this.ownCertificates = ownCertificates;
        }

        private void revocation(VerifiedEvent event) {
            if (!(event.payload() instanceof CertificateRevocation revocation)) {
                return;
            }
            boolean itself = event.signer().thumbprint().equals(revocation.thumbprint());
            boolean ofTheRoot = !isRoot(event.signer()) && ownCertificates.contains(revocation.thumbprint());
            if (itself || ofTheRoot) {
                ineffective.put(event.id(), WHO_REVOKES);
            } else {
                revocations.add(revocation);
            }
        }

        private void resolution(VerifiedEvent event, Set<EventId> ofTheFoundation) {
            if (!(event.payload() instanceof ForkResolution resolution)) {
                return;
            }
            if (ofTheFoundation.contains(resolution.stream())) {
                ineffective.put(event.id(), WHICH_STREAM);
            } else {
                resolutions.add(resolution);
            }
        }
    }

    private static boolean isRoot(Signer signer) {
        return signer.role() == SignerRole.FOUNDATION;
    }

    /** The certificates that sign in the Foundation's streams. */
    private static Set<String> ownCertificates(List<VerifiedEvent> events) {
        Set<String> own = new HashSet<>();
        events.forEach(event -> event.introduced().ifPresent(signer -> own.add(signer.thumbprint())));
        return own;
    }
}
