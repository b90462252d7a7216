// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.InvalidProofException;
import io.notenboom.registry.tlog.MerkleProofs;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TreeHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proof that an event is in a node's log and in its stream, and that the log was not rewritten.
 *
 * @param event the event itself
 * @param note the checkpoint that everything leads to
 * @param key who signed it
 * @param inLog the event among the entries of the log
 * @param stream the stream of the event
 * @param inStream the event among the events of its stream
 * @param streamInStreams the stream among all streams, whose root is in the checkpoint
 * @param consistency that the log begins with an earlier one, if that was asked for
 */
public record EventProof(
        String event,
        String note,
        NoteKey key,
        Inclusion inLog,
        StreamRoot stream,
        Inclusion inStream,
        Inclusion streamInStreams,
        @Nullable Consistency consistency) {

    /**
     * A leaf in a tree.
     *
     * @param index place of the leaf
     * @param size number of leaves
     * @param hashes from the leaf's sibling upwards (RFC 9162 §2.1.3)
     */
    public record Inclusion(long index, long size, List<Hash> hashes) {

        /** The list is copied. */
        public Inclusion {
            hashes = List.copyOf(hashes);
        }
    }

    /**
     * The log begins with an earlier one.
     *
     * @param from size of the earlier one
     * @param hashes the proof (RFC 9162 §2.1.4)
     */
    public record Consistency(long from, List<Hash> hashes) {

        /** The list is copied. */
        public Consistency {
            hashes = List.copyOf(hashes);
        }
    }

    /**
     * Checks all of it, without trust in who made it.
     *
     * @param trusted the key of the log
     * @param earlier a checkpoint seen before with which the log has to begin; null for none
     * @return the checkpoint
     * @throws InvalidNoteException if the checkpoint is not signed with that key
     * @throws InvalidProofException if something else is wrong
     */
    public Checkpoint requireValid(NoteKey trusted, @Nullable TreeHead earlier)
            throws InvalidNoteException, InvalidProofException {
        Checkpoint checkpoint = Checkpoint.open(note, trusted);
        MerkleProofs.requireInclusion(EntryBundle.leaf(event), inLog.index(), inLog.hashes(), checkpoint.head());
        EventId id = EventId.ofSigningInput(event.substring(0, Math.max(0, event.lastIndexOf('.'))));
        MerkleProofs.requireInclusion(StreamRoot.leaf(id), inStream.index(), inStream.hashes(), stream.head());
        MerkleProofs.requireInclusion(
                stream.leaf(), streamInStreams.index(), streamInStreams.hashes(), streams(checkpoint));
        if (earlier != null) {
            if (consistency == null || consistency.from() != earlier.size()) {
                throw new InvalidProofException("the proof says nothing of the earlier checkpoint");
            }
            MerkleProofs.requireConsistency(earlier, checkpoint.head(), consistency.hashes());
        }
        return checkpoint;
    }

    private static TreeHead streams(Checkpoint checkpoint) throws InvalidProofException {
        for (String line : checkpoint.extensions()) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && words[0].equals("streams")) {
                try {
                    return new TreeHead(Long.parseLong(words[1]), Hash.parse(words[2]));
                } catch (IllegalArgumentException e) {
                    throw new InvalidProofException("the root of the streams in the checkpoint cannot be read");
                }
            }
        }
        throw new InvalidProofException("the checkpoint has no root of the streams");
    }
}
