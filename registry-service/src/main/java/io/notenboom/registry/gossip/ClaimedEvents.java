// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.node.ReplicatedLog;
import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.transport.PeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import io.notenboom.registry.peer.OwnStreamHeads.Told;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.SignatureClaim;
import io.notenboom.registry.verify.VerificationFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a peer has what it tells of a stream that only this node signs. Only a signed event that this node lacks
 * bears it out: one that follows this node's head, or that contradicts an event of its chain, which is looked for in growing
 * steps backwards. Safe for many threads.
 */
public final class ClaimedEvents {

    /** Steps backwards; each is twice as long as the one before, so that the last one goes beyond any stream in use. */
    private static final int MAX_STEPS = 24;

    /** After this time what a peer still has to say does not count. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String LOST = "fork-lost";

    private final ReplicatedLog log;
    private final StreamDirectory directory;
    private final EventVerifier verifier;

    /**
     * Wires the parts.
     *
     * @param log takes in what is shown
     */
    public ClaimedEvents(ReplicatedLog log, StreamDirectory directory, EventVerifier verifier) {
        this.log = log;
        this.directory = directory;
        this.verifier = verifier;
    }

    /** Lets a peer show what it told. */
    Shown look(EventId stream, Told told, KnownPeer peer, PeerConnection connection) {
        Digest sid = new Digest(stream.value());
        Optional<StreamEntry> before = log.head(sid);
        if (before.isEmpty()) {
            return Shown.NO_ANSWER;
        }
        if (!told.forked() && isOnChain(stream, told.sequence(), told.head())) {
            return Shown.TAKEN_IN;
        }
        Optional<Shown> progress = Optional.empty();
        try {
            Asking asking = new Asking(sid, told, peer, connection);
            if (told.sequence() > before.get().seq()) {
                fetch(asking);
                progress = progress(before.get(), told, sid);
            }
            return progress.isPresent() ? progress.get() : lookBack(asking, before.get());
        } catch (PeerFailureException failed) {
            return progress(before.get(), told, sid)
                    .orElse(failed.failure() == PeerFailure.BROKEN ? Shown.NOTHING : Shown.NO_ANSWER);
        }
    }

    private record Asking(Digest sid, Told told, KnownPeer peer, PeerConnection connection) {

        EventSuffix events(long from) {
            EventSuffix suffix = connection.events(peer, sid, from, GossipLimits.MAX_SUFFIX_EVENTS);
            if (!suffix.sid().equals(sid) || suffix.from() != from) {
                throw new PeerFailureException(PeerFailure.BROKEN, "the peer answered with another suffix");
            }
            return suffix;
        }
    }

    /** Takes in what follows this node's head, until the peer has no more or something is not taken. */
    private void fetch(Asking asking) {
        boolean more = true;
        while (more) {
            long next = log.head(asking.sid()).map(head -> head.seq() + 1).orElse(0L);
            List<String> events = asking.events(next).events();
            more = !events.isEmpty()
                    && log.offer(events).stream()
                            .allMatch(verdict ->
                                    verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Duplicate)
                    && log.head(asking.sid()).stream().anyMatch(head -> head.seq() >= next);
        }
    }

    /** What the peer has shown by what this node now has that it had not before. */
    private Optional<Shown> progress(StreamEntry before, Told told, Digest sid) {
        StreamEntry now = log.head(sid).orElse(before);
        if (now.forked() && !before.forked()) {
            return Optional.of(Shown.SIGNED_EVENT);
        }
        if (now.seq() >= told.sequence() && now.seq() > before.seq()) {
            return Optional.of(Shown.TAKEN_IN);
        }
        return now.equals(before) ? Optional.empty() : Optional.of(Shown.SIGNED_EVENT);
    }

    private Shown lookBack(Asking asking, StreamEntry own) {
        Told told = asking.told();
        long first = Math.min(own.seq() + 1, told.forked() ? told.sequence() + 1 : told.sequence());
        long back = 0;
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int step = 0; step < MAX_STEPS && System.nanoTime() - end < 0; step++) {
            long from = Math.max(1, first - back);
            List<String> events = asking.events(from).events();
            List<Verdict> verdicts = events.isEmpty() ? List.of() : log.offer(events);
            Optional<Shown> shown = judged(asking, own, events, verdicts);
            if (shown.isPresent()) {
                return shown.get();
            }
            boolean joins = verdicts.isEmpty() || verdicts.getFirst() instanceof Verdict.Duplicate;
            if (joins || from == 1) {
                return Shown.NOTHING;
            }
            back = Math.max(1, back * 2);
        }
        return Shown.NO_ANSWER;
    }

    private Optional<Shown> judged(Asking asking, StreamEntry own, List<String> events, List<Verdict> verdicts) {
        if (verdicts.stream().anyMatch(Verdict.Fork.class::isInstance)) {
            return Optional.of(Shown.SIGNED_EVENT);
        }
        Optional<Shown> progress = progress(own, asking.told(), asking.sid());
        if (progress.isPresent()) {
            return progress;
        }
        for (int i = 0; i < verdicts.size(); i++) {
            Optional<Shown> shown = judged(events.get(i), verdicts.get(i));
            if (shown.isPresent()) {
                return shown;
            }
        }
        return Optional.empty();
    }

    private Optional<Shown> judged(String event, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Held _ when isSigned(event) -> Optional.of(Shown.SIGNED_EVENT);
            case Verdict.Rejected rejected
            when rejected.code().equals(Verdict.STREAM_FROZEN) && isSigned(event) -> Optional.of(Shown.SIGNED_EVENT);
            case Verdict.Rejected rejected when rejected.code().equals(LOST) -> Optional.of(Shown.TAKEN_IN);
            case Verdict.Duplicate _ when !onChain(event) -> Optional.of(Shown.TAKEN_IN);
            case Verdict.Accepted _, Verdict.Duplicate _, Verdict.Held _, Verdict.Rejected _, Verdict.Fork _ ->
                Optional.empty();
        };
    }

    /** An event that is known and not on the chain is of a branch that lost, or is the proof of a fork that is known. */
    private boolean onChain(String compact) {
        try {
            UnverifiedEvent event = EventCodec.decode(compact);
            return isOnChain(event.stream(), event.header().sequence(), event.id());
        } catch (MalformedEventException e) {
            return false;
        }
    }

    private boolean isOnChain(EventId stream, long sequence, @Nullable EventId id) {
        return directory.chain(stream, sequence, 1).stream()
                .anyMatch(entry -> entry.sequence() == sequence && entry.id().equals(id));
    }

    /** Whether an event that waits was signed as the next one of this node's chain: who has no key can make none. */
    private boolean isSigned(String compact) {
        try {
            UnverifiedEvent event = EventCodec.decode(compact);
            long sequence = event.header().sequence();
            boolean follows = sequence > 0
                    && isOnChain(event.stream(), sequence - 1, event.header().previous());
            if (!follows || isOnChain(event.stream(), sequence, event.id())) {
                return false;
            }
            var unused = verifier.verify(event, chain(event.stream(), sequence));
            return true;
        } catch (MalformedEventException | VerificationFailedException e) {
            return false;
        }
    }

    /** The chain before a place, with the certificates that were introduced in it. */
    private VendorStream chain(EventId stream, long end) throws MalformedEventException, VerificationFailedException {
        VendorStream chain = new VendorStream(stream);
        while (chain.size() < end) {
            int limit = (int) Math.min(GossipLimits.MAX_SUFFIX_EVENTS, end - chain.size());
            List<LogEntry> entries = directory.chain(stream, chain.size(), limit);
            for (LogEntry entry : entries) {
                UnverifiedEvent event = EventCodec.decode(entry.compact());
                SignatureClaim claim = verifier.claimAgain(event, chain);
                chain.append(
                        event.id(),
                        event.header().sequence(),
                        event.header().issuedAt(),
                        claim.introduced().orElse(null));
            }
            if (entries.isEmpty()) {
                throw new VerificationFailedException("signer-unknown");
            }
        }
        return chain;
    }
}
