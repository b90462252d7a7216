// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.GossipCodec;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.NodeHeadSigner;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.SignedNodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.SyncReply;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.reconcile.Call;
import io.notenboom.gossip.reconcile.PushedEvents;
import io.notenboom.gossip.transport.PackedBody;
import io.notenboom.gossip.trie.TriePageFormat;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/**
 * Bytes of messages as they would go over the wire: written by the product's codecs and packed as its transport packs them.
 * Events count as {@link Formulas#EVENT_BYTES} each, because those of the simulator have no signatures.
 */
final class WireCosts {

    private static final int SEPARATORS = 3;
    private static final int SIGNATURE_BYTES = 64;

    private final SignedNodeHead head = head();
    private final int plainSync = packed(GossipCodec.write(new SyncReply(head, List.of())));
    private long pages;
    private long events;

    /** A head as any node's, with bytes in the place of the signature that are the same in every run. */
    private static SignedNodeHead head() {
        byte[] signature = new byte[SIGNATURE_BYTES];
        new Random(1).nextBytes(signature);
        Digest node = Digest.sha256(new byte[] {1});
        Digest root = Digest.sha256(new byte[] {2});
        Digest logRoot = Digest.sha256(new byte[] {3});
        Digest network = Digest.sha256(new byte[] {4});
        return new NodeHeadSigner(JwsSigner.of(SignatureAlgorithm.ES256, input -> signature))
                .sign(new NodeHead(
                        node.value(),
                        network,
                        Instant.ofEpochSecond(1_767_322_985),
                        1_000_000,
                        logRoot,
                        root,
                        10_000,
                        1_000_000,
                        "mGh2Qd0kTzq3pX8cVw1bLA"));
    }

    private static int packed(byte[] body) {
        return PackedBody.pack(body).map(bytes -> bytes.length).orElse(body.length);
    }

    /** Bytes of pages of tries so far, without what is around the messages. */
    long pages() {
        return pages;
    }

    /** Events in messages so far, each as often as it was sent. */
    long events() {
        return events;
    }

    long of(Call call, SimulatedNode caller) {
        long body =
                switch (call) {
                    case Call.Sync sync -> sync(sync.hints());
                    case Call.Trie trie ->
                        TriePage.pathOf(trie.prefixes()).length() - (long) TriePage.ROOT_SEGMENT.length();
                    case Call.Events _ -> 0;
                    case Call.Push push ->
                        events(PushedEvents.of(push.starts(), caller.streams)
                                .events()
                                .size());
                };
        return Formulas.MESSAGE_OVERHEAD_BYTES + body;
    }

    long of(Answer answer) {
        long body =
                switch (answer) {
                    case Answer.Synced synced -> sync(synced.hints());
                    case Answer.Pages found -> pages(found.pages());
                    case Answer.RootExpired _ -> 0;
                    case Answer.Suffix suffix ->
                        packed(GossipCodec.write(new EventSuffix(
                                        suffix.suffix().sid(), suffix.suffix().from(), List.of(), null)))
                                + events(suffix.suffix().events().size());
                    case Answer.Pushed pushed ->
                        packed(GossipCodec.write(new PushReply(pushed.events().stream()
                                .map(Answer.PushedEvent::verdict)
                                .toList())));
                };
        return Formulas.MESSAGE_OVERHEAD_BYTES + body;
    }

    private long pages(List<TriePage> found) {
        int bytes = packed(TriePageFormat.write(found));
        pages += bytes;
        return bytes;
    }

    private long sync(List<StreamEntry> hints) {
        return hints.isEmpty() ? plainSync : packed(GossipCodec.write(new SyncReply(head, hints)));
    }

    private long events(int number) {
        events += number;
        return (long) number * (Formulas.EVENT_BYTES + SEPARATORS);
    }
}
