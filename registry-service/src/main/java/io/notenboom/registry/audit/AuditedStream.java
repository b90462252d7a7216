// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.stream.ChainLink;
import io.notenboom.registry.stream.ChainPosition;
import io.notenboom.registry.stream.VendorStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a log that is verified, as it counted when the node wrote each entry. A decision of the Foundation takes a
 * branch off the chain, and a later one may put it back: the node does not write it again then, but goes on after it. Not safe
 * for many threads.
 */
final class AuditedStream {
    /** No event is from the future: whether it was once is no longer known. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final VendorStream chain;
    private final Map<EventId, Map<EventId, ChainLink>> offByPrevious = new HashMap<>();
    private Map<Long, EventId> winners = Map.of();

    AuditedStream(EventId id) {
        this.chain = new VendorStream(id);
    }

    /** The chain that counts now. */
    VendorStream chain() {
        return chain;
    }

    /** The Foundation's decisions about this stream from now on: the winner at each place. */
    void decide(Map<Long, EventId> decided) {
        if (decided.equals(winners)) {
            return;
        }
        winners = Map.copyOf(decided);
        chain.decide(winners);
        takeOff(chain.tenable());
        takeUp();
    }

    private void takeOff(long from) {
        EventId previous = from == 0 ? null : idAt(from - 1);
        for (ChainLink link : chain.linksFrom(from)) {
            if (previous != null) {
                offByPrevious
                        .computeIfAbsent(previous, id -> new LinkedHashMap<>())
                        .put(link.id(), link);
            }
            previous = link.id();
        }
        chain.cutBack(from);
    }

    private @Nullable EventId idAt(long sequence) {
        return chain.linksFrom(sequence).stream().findFirst().map(ChainLink::id).orElse(null);
    }

    /** Puts on the chain what follows its head by the present decisions and is in the log already. */
    private void takeUp() {
        Optional<EventId> head = head();
        Optional<ChainLink> next = head.flatMap(this::following);
        while (head.isPresent() && next.isPresent()) {
            offByPrevious.getOrDefault(head.get(), Map.of()).remove(next.get().id());
            append(head.get(), next.get());
            head = head();
            next = head.flatMap(this::following);
        }
    }

    private Optional<EventId> head() {
        return chain.head().map(found -> found.id());
    }

    private Optional<ChainLink> following(EventId head) {
        Map<EventId, ChainLink> candidates = offByPrevious.getOrDefault(head, Map.of());
        EventId winner = winners.get(chain.size());
        if (winner != null) {
            return Optional.ofNullable(candidates.get(winner));
        }
        return chain.frozen() ? Optional.empty() : candidates.values().stream().findFirst();
    }

    /** Why an event cannot stand in the log here; empty if it is the next one of the chain. */
    Optional<String> misplaced(UnverifiedEvent event) {
        EventId previous = event.header().previous();
        if (previous != null && offByPrevious.getOrDefault(previous, Map.of()).containsKey(event.id())) {
            return Optional.of("is in the log twice");
        }
        return switch (chain.position(event, LATEST)) {
            case ChainPosition.Next _ -> Optional.empty();
            case ChainPosition.Present _ -> Optional.of("is in the log twice");
            case ChainPosition.Frozen _ -> Optional.of("is after a fork");
            case ChainPosition.Ahead _ -> Optional.of("an earlier event of its stream is missing");
            case ChainPosition.Contradicts _ -> Optional.of("contradicts an earlier event of its stream");
            case ChainPosition.Early _ -> Optional.of("is dated after the year 9999");
            case ChainPosition.Broken broken -> Optional.of(broken.code());
        };
    }

    /** Adds an event that is not misplaced. */
    void append(UnverifiedEvent event, ChainLink link) {
        append(event.header().previous(), link);
    }

    private void append(@Nullable EventId previous, ChainLink link) {
        chain.append(link.id(), link.sequence(), link.issuedAt(), link.introduced());
        if (previous != null && !offByPrevious.getOrDefault(previous, Map.of()).isEmpty()) {
            List<EventId> rivals = new ArrayList<>(
                    offByPrevious.getOrDefault(previous, Map.of()).keySet());
            rivals.add(link.id());
            chain.contradict(link.sequence(), previous, rivals);
        }
    }
}
