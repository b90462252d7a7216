// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.publication.EventProof.Consistency;
import io.notenboom.registry.publication.EventProof.Inclusion;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.TreeHead;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes proofs about events under the checkpoint that was published last. Safe for many threads. */
public final class EventProofs {

    private final EventLog log;
    private final CheckpointPublisher publisher;

    /** Wires the parts. */
    public EventProofs(EventLog log, CheckpointPublisher publisher) {
        this.log = log;
        this.publisher = publisher;
    }

    /**
     * The proof about an event.
     *
     * @param from size of an earlier checkpoint with which the log has to begin; empty if that is not asked for
     */
    public ProofOutcome prove(EventId id, OptionalLong from) {
        Optional<LogEntry> found = log.find(id);
        if (found.isEmpty()) {
            return new ProofOutcome.UnknownEvent();
        }
        Optional<PublishedLog> published = publisher.published();
        if (published.isEmpty()
                || found.get().index() >= published.get().streams().events()) {
            return new ProofOutcome.NotPublished();
        }
        long size = published.get().streams().events();
        if (from.isPresent() && (from.getAsLong() < 0 || from.getAsLong() > size)) {
            return new ProofOutcome.NoSuchSize(size);
        }
        return new ProofOutcome.Proved(proof(found.get(), published.get(), from));
    }

    private EventProof proof(LogEntry entry, PublishedLog published, OptionalLong from) {
        StreamRoots.Snapshot streams = published.streams();
        long size = streams.events();
        int place = streams.indexOf(entry.stream());
        StreamRoot stream = streams.streams().get(place);
        return new EventProof(
                entry.compact(),
                published.checkpoint().note(),
                published.key(),
                new Inclusion(entry.index(), size, log.tree().inclusion(entry.index(), size)),
                stream,
                inStream(entry, stream.head()),
                new Inclusion(
                        place,
                        streams.leaves().size(),
                        MerkleTree.of(streams.leaves())
                                .inclusion(place, streams.leaves().size())),
                from.isEmpty()
                        ? null
                        : new Consistency(from.getAsLong(), log.tree().consistency(from.getAsLong(), size)));
    }

    private Inclusion inStream(LogEntry entry, TreeHead stream) {
        List<EventId> ids = log.streamIds(entry.stream(), Math.toIntExact(stream.size()));
        int index = ids.indexOf(entry.id());
        MerkleTree tree = MerkleTree.of(ids.stream().map(StreamRoot::leaf).toList());
        return new Inclusion(index, stream.size(), tree.inclusion(index, stream.size()));
    }
}
