// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.UnverifiedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The chain of one stream: ids and dates of its events, and the certificates introduced in it. Not safe for many threads;
 * the single writer owns it.
 */
public final class VendorStream {

    /** How far an event's date of issue may lie ahead of this node's clock before it is held. */
    public static final Duration TOLERANCE = Duration.ofSeconds(300);

    private static final long NOT_FROZEN = Long.MAX_VALUE;

    private final EventId stream;
    private final List<EventId> ids = new ArrayList<>();
    private final List<Instant> dates = new ArrayList<>();
    private final Map<String, Signer> signers = new LinkedHashMap<>();
    private long frozenFrom = NOT_FROZEN;

    /** An empty stream that waits for its genesis. */
    public VendorStream(EventId stream) {
        this.stream = stream;
    }

    /** Id of the stream. */
    public EventId id() {
        return stream;
    }

    /** Number of events that this node holds of it, also those after a fork. */
    public long size() {
        return ids.size();
    }

    /** The head that this node tells others; empty if the stream has no events yet. */
    public Optional<StreamHead> head() {
        if (ids.isEmpty()) {
            return Optional.empty();
        }
        boolean forked = frozenFrom != NOT_FROZEN;
        int last = (int) Math.min(frozenFrom, ids.size()) - 1;
        return Optional.of(new StreamHead(stream, last, ids.get(last), forked));
    }

    /** Sequence from which on events are void because of a fork; {@link Long#MAX_VALUE} without one. */
    public long frozenFrom() {
        return frozenFrom;
    }

    /** Date of issue of the last event; {@link Instant#EPOCH} for an empty stream. */
    public Instant lastIssuedAt() {
        return dates.isEmpty() ? Instant.EPOCH : dates.getLast();
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
            return new ChainPosition.Ahead(ids.size());
        }
        if (sequence < ids.size() && ids.get((int) sequence).equals(event.id())) {
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
        if (sequence < ids.size()) {
            return new ChainPosition.Contradicts(ids.get((int) sequence));
        }
        return sequence >= frozenFrom ? new ChainPosition.Broken("stream-frozen") : new ChainPosition.Next();
    }

    /** The certificate with this thumbprint, if an event before the given sequence introduced it. */
    public Optional<Signer> signerBefore(String thumbprint, long sequence) {
        return Optional.ofNullable(signers.get(thumbprint)).filter(signer -> signer.introducedAt() < sequence);
    }

    /** The certificates of a role that were introduced before the given sequence, oldest first. */
    public List<Signer> signersBefore(SignerRole role, long sequence) {
        return signers.values().stream()
                .filter(signer -> signer.role() == role && signer.introducedAt() < sequence)
                .toList();
    }

    /**
     * Adds the next event, after it was verified and stored.
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
        if (introduced != null) {
            signers.putIfAbsent(introduced.thumbprint(), introduced);
        }
    }

    /** Freezes the stream before a fork. Of several forks the first in the chain counts. */
    public void freeze(long sequence) {
        frozenFrom = Math.min(frozenFrom, sequence);
    }
}
