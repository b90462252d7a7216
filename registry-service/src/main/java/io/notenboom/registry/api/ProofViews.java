// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.registry.publication.EventProof;
import io.notenboom.registry.tlog.Hash;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** JSON form of proofs; hashes are base64 (RFC 4648 §4), as in checkpoints. */
final class ProofViews {

    private ProofViews() {}

    /** The whole proof. */
    record Proof(
            String event,
            String checkpoint,
            String key,
            Inclusion log,
            Stream stream,
            @Nullable Consistency consistency) {

        static Proof of(EventProof proof) {
            return new Proof(
                    proof.event(),
                    proof.note(),
                    proof.key().toString(),
                    Inclusion.of(proof.inLog()),
                    Stream.of(proof),
                    Consistency.of(proof.consistency()));
        }
    }

    /** A leaf in a tree. */
    record Inclusion(long index, long size, List<String> hashes) {

        static Inclusion of(EventProof.Inclusion inclusion) {
            return new Inclusion(inclusion.index(), inclusion.size(), texts(inclusion.hashes()));
        }
    }

    /** The event in its stream, and the stream among all streams. */
    record Stream(String sid, String root, Inclusion event, Inclusion streams) {

        static Stream of(EventProof proof) {
            return new Stream(
                    proof.stream().stream().value(),
                    proof.stream().head().root().toString(),
                    Inclusion.of(proof.inStream()),
                    Inclusion.of(proof.streamInStreams()));
        }
    }

    /** The log begins with an earlier one. */
    record Consistency(long from, List<String> hashes) {

        static @Nullable Consistency of(EventProof.@Nullable Consistency consistency) {
            return consistency == null ? null : new Consistency(consistency.from(), texts(consistency.hashes()));
        }
    }

    private static List<String> texts(List<Hash> hashes) {
        return hashes.stream().map(Hash::toString).toList();
    }
}
