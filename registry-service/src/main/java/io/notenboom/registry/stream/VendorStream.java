// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one stream as it counts on this node: ids and dates of its events, the certificates introduced in it, and the
 * events that are known to contradict each other. At a fork that the Foundation has not resolved the chain ends; a decision
 * makes it go on with the winner. Not safe for many threads; the single writer owns it.
 */
public final class VendorStream {

    /** How far an event's date of issue may lie ahead of this node's clock before it is held. */
    public static final Duration TOLERANCE = Duration.ofSeconds(300);

    /** The most events that are kept of those that contradict each other at one place; more prove nothing more. */
    public static final int MAX_RIVALS = 16;

    private final EventId stream;
    private final List<EventId> ids = new ArrayList<>();
    private final List<Instant> dates = new ArrayList<>();
    private final Map<String, Signer> signers = new LinkedHashMap<>();
    private final Map<SignerRole, List<Signer>> signersByRole = new EnumMap<>(SignerRole.class);
    private final Map<EventId, Rivals> rivals = new HashMap<>();
    private Map<Long, EventId> winners = Map.of();
    private boolean everDecided;

    /** Events that contradict each other: they have one place and one predecessor. */
    private record Rivals(long sequence, Set<EventId> ids) {}

    /** An empty stream that waits for its genesis. */
    public VendorStream(EventId stream) {
        this.stream = stream;
    }

    /** Id of the stream. */
    public EventId id() {
        return stream;
    }

    /** Number of events that count. */
    public long size() {
        return ids.size();
    }

    /** Whether an event is on the chain. */
    public boolean holds(UnverifiedEvent event) {
        long sequence = event.header().sequence();
        return sequence < ids.size() && ids.get((int) sequence).equals(event.id());
    }

    /** The head that this node tells others; empty if the stream has no events yet. */
    public Optional<StreamHead> head() {
        return ids.isEmpty()
                ? Optional.empty()
                : Optional.of(new StreamHead(stream, ids.size() - 1L, ids.getLast(), frozen()));
    }

    /** Whether a fork directly after the last event waits for a decision of the Foundation. */
    public boolean frozen() {
        return !ids.isEmpty() && rivals.containsKey(ids.getLast()) && !winners.containsKey(size());
    }

    /** Whether the Foundation ever decided about a fork here: then the log may hold events of a branch that lost. */
    public boolean everDecided() {
        return everDecided;
    }

    /**
     * Judges an event's place.
     *
     * @param event an event of this stream
     * @param now this node's time; only used to hold events from the future
     */
    public ChainPosition position(UnverifiedEvent event, Instant now) {
        EventHeader header = event.header();
        long sequence = header.sequence();
        if (sequence > ids.size()) {
            return frozen() ? new ChainPosition.Frozen() : new ChainPosition.Ahead();
        }
        if (holds(event)) {
            return new ChainPosition.Present();
        }
        if (sequence > 0 && !ids.get((int) sequence - 1).equals(header.previous())) {
            return new ChainPosition.Broken("wrong-predecessor");
        }
        if (sequence > 0 && header.issuedAt().isBefore(dates.get((int) sequence - 1))) {
            return new ChainPosition.Broken("issued-before-predecessor");
        }
        if (header.issuedAt().isAfter(now.plus(TOLERANCE))) {
            return new ChainPosition.Early();
        }
        return rivalling(event, sequence);
    }

    /** The place of an event that follows the event before it in every way. */
    private ChainPosition rivalling(UnverifiedEvent event, long sequence) {
        EventId previous = event.header().previous();
        Rivals known = previous == null ? null : rivals.get(previous);
        EventId winner = winners.get(sequence);
        if (winner != null) {
            boolean waitedFor = winner.equals(event.id());
            return waitedFor ? new ChainPosition.Next() : lost(event, known);
        }
        if (known != null) {
            boolean isNew = !known.ids().contains(event.id());
            boolean room = known.ids().size() < MAX_RIVALS;
            return isNew && room
                    ? new ChainPosition.Contradicts(known.ids().iterator().next())
                    : isNew ? new ChainPosition.Frozen() : new ChainPosition.Present();
        }
        return sequence < ids.size()
                ? new ChainPosition.Contradicts(ids.get((int) sequence))
                : new ChainPosition.Next();
    }

    private static ChainPosition lost(UnverifiedEvent event, @Nullable Rivals known) {
        return known != null && known.ids().contains(event.id())
                ? new ChainPosition.Present()
                : new ChainPosition.Broken("fork-lost");
    }

    /** The certificate with this thumbprint, if an event before the given sequence introduced it. */
    public Optional<Signer> signerBefore(String thumbprint, long sequence) {
        return Optional.ofNullable(signers.get(thumbprint)).filter(signer -> signer.introducedAt() < sequence);
    }

    /** All certificates that were introduced, oldest first. */
    public List<Signer> signers() {
        return List.copyOf(signers.values());
    }

    /** The certificates of a role that were introduced before the given sequence, oldest first. */
    public List<Signer> signersBefore(SignerRole role, long sequence) {
        return signersByRole.getOrDefault(role, List.of()).stream()
                .filter(signer -> signer.introducedAt() < sequence)
                .toList();
    }

    /**
     * Adds the next event, after it was verified.
     *
     * @param introduced the certificate that it introduces, if any
     * @throws IllegalStateException if it is not the next one
     */
    public void append(EventId id, long sequence, Instant issuedAt, @Nullable Signer introduced) {
        if (sequence != ids.size()) {
            throw new IllegalStateException("not the next event of its stream");
        }
        ids.add(id);
        dates.add(issuedAt);
        if (introduced != null && signers.putIfAbsent(introduced.thumbprint(), introduced) == null) {
            signersByRole
                    .computeIfAbsent(introduced.role(), role -> new ArrayList<>())
                    .add(introduced);
        }
    }

    /**
     * Takes in that events contradict each other.
     *
     * @param sequence their place, 1 or higher
     * @param previous the event before them
     * @param contradicting two or more events
     */
    public void contradict(long sequence, EventId previous, Collection<EventId> contradicting) {
        rivals.computeIfAbsent(previous, id -> new Rivals(sequence, new LinkedHashSet<>()))
                .ids()
                .addAll(contradicting);
    }

    /** Takes in what the Foundation decided about this stream: the winner at each place, in the place of earlier decisions. */
    public void decide(Map<Long, EventId> decided) {
        winners = Map.copyOf(decided);
        everDecided |= !winners.isEmpty();
    }

    /** How many events of the chain can stay, by the contradictions and decisions that are known. */
    public long tenable() {
        long tenable = size();
        for (Map.Entry<Long, EventId> winner : winners.entrySet()) {
            long place = winner.getKey();
            if (place < tenable && !ids.get((int) place).equals(winner.getValue())) {
                tenable = place;
            }
        }
        for (Map.Entry<EventId, Rivals> fork : rivals.entrySet()) {
            long place = fork.getValue().sequence();
            boolean here = place < tenable && ids.get((int) place - 1).equals(fork.getKey());
            if (here && !winners.containsKey(place)) {
                tenable = place;
            }
        }
        return tenable;
    }

    /** The events of the chain from a sequence on, as they were appended. */
    public List<ChainLink> linksFrom(long sequence) {
        List<ChainLink> links = new ArrayList<>();
        for (int i = (int) Math.min(sequence, ids.size()); i < ids.size(); i++) {
            long place = i;
            Signer introduced = signers.values().stream()
                    .filter(signer -> signer.introducedAt() == place)
                    .findFirst()
                    .orElse(null);
            links.add(new ChainLink(ids.get(i), i, dates.get(i), introduced));
        }
        return links;
    }

    /** Takes the events from a sequence on off the chain. */
    public void cutBack(long sequence) {
        int from = (int) Math.min(sequence, ids.size());
        ids.subList(from, ids.size()).clear();
        dates.subList(from, dates.size()).clear();
        signers.values().removeIf(signer -> signer.introducedAt() >= sequence);
        signersByRole.values().forEach(known -> known.removeIf(signer -> signer.introducedAt() >= sequence));
    }
}
