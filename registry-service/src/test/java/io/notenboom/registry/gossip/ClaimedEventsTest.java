// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.transport.PeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import io.notenboom.registry.peer.OwnStreamHeads.Told;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What peers tell of the stream of a node that was restored from a backup, with real events and a peer that may lie. */
class ClaimedEventsTest {

    private static final KnownPeer PEER = new KnownPeer(new PeerAddress("https://a:1"), null, true);
    private static final EventId MADE_UP = EventId.ofSigningInput("a.b");

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final EventVerifier verifier =
            new EventVerifier(network.id(), network.root().certificate());
    private final Peer peer = new Peer();
    private Instant now = START.plusSeconds(600);
    private EventLog log;
    private IngestEvents ingest;
    private ClaimedEvents claimed;

    @BeforeEach
    void restored() {
        FileStores stores = new FileStores(folder);
        log = stores.eventLog(ClaimedEventsTest::read);
        Commits commits = new Commits(
                log,
                stores.forkEvidence(),
                new RegistryProjection(network.root().certificate(), EndpointTypesFormat.defaultTable()));
        ingest = new IngestEvents(verifier, () -> now, commits);
        ingest.start();
        claimed = new ClaimedEvents(new RegistryLog(log, ingest, ingest, "1"), ingest, verifier);
        var genesis = vendor.register(START);
        var second = renamed(vendor, 10);
        assertThat(ingest.submit(List.of(genesis, second))).hasOnlyElementsOfType(IngestVerdict.Accepted.class);
        peer.events.addAll(vendor.events());
    }

    @AfterEach
    void close() {
        log.close();
    }

    private static String renamed(TestVendor writer, int second) {
        return writer.replaceCa(writer.ca(), writer.ca(), START.plusSeconds(second));
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Serves a list of events from a sequence on, whatever they are. */
    private static final class Peer implements PeerConnection {
        private final List<String> events = new ArrayList<>();
        private @Nullable PeerFailure failure;
        private int calls;

        @Override
        public EventSuffix events(KnownPeer peer, Digest sid, long from, int limit) {
            calls++;
            PeerFailure now = failure;
            if (now != null) {
                throw new PeerFailureException(now, "as the test wants");
            }
            return new EventSuffix(
                    sid, from, from >= events.size() ? List.of() : events.subList((int) from, events.size()), null);
        }

        @Override
        public NodeHead head(KnownPeer peer) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Answer.Synced sync(KnownPeer peer, SyncRequest request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<List<TriePage>> trie(KnownPeer peer, List<String> prefixes, Digest root) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<StreamEntry> streamHead(KnownPeer peer, Digest sid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public PushReply push(KnownPeer peer, PushBatch batch) {
            throw new UnsupportedOperationException();
        }
    }

    private Shown look(long sequence, EventId head, boolean forked) {
        return claimed.look(vendor.stream(), new Told("https://a:1", sequence, head, forked), PEER, peer);
    }

    @Test
    void takesInWhatWasLost() {
        peer.events.add(renamed(vendor, 20));
        peer.events.add(renamed(vendor, 30));

        assertThat(look(3, vendor.id(3), false)).isEqualTo(Shown.TAKEN_IN);
        assertThat(ingest.head(vendor.stream()).orElseThrow().sequence()).isEqualTo(3);
        assertThat(look(3, vendor.id(3), false)).isEqualTo(Shown.TAKEN_IN);
    }

    @Test
    void aHeadWithoutEventsIsNothing() {
        assertThat(look(1_000, MADE_UP, false)).isEqualTo(Shown.NOTHING);
        assertThat(look(1, MADE_UP, false)).isEqualTo(Shown.NOTHING);
        assertThat(look(0, vendor.id(0), true)).isEqualTo(Shown.NOTHING);
        assertThat(look(1, vendor.id(1), true)).isEqualTo(Shown.NOTHING);
    }

    /** The real events that it adds do not make what it tells true. */
    @Test
    void realEventsProveNoMoreThanThemselves() {
        peer.events.add(renamed(vendor, 20));

        assertThat(look(1_000, MADE_UP, false)).isEqualTo(Shown.SIGNED_EVENT);
        assertThat(look(1_000, MADE_UP, false)).isEqualTo(Shown.NOTHING);
    }

    @Test
    void whatAnotherKeySignedIsNothing() {
        TestVendor stranger = new TestNetwork().vendor("Leverancier X", "99999999");
        String next = renamed(vendor, 20);
        peer.events.add(next.substring(0, next.lastIndexOf('.') + 1) + signatureOf(stranger.register(START)));

        assertThat(look(2, vendor.id(2), false)).isEqualTo(Shown.NOTHING);
    }

    private static String signatureOf(String compact) {
        return compact.substring(compact.lastIndexOf('.') + 1);
    }

    /** A clock that went ahead when the lost event was signed: it cannot be taken in yet, and it is there. */
    @Test
    void aSignedEventOfTheFutureCounts() {
        now = START.plusSeconds(10);
        String next = renamed(vendor, 10_000);
        peer.events.add(next);
        assertThat(look(2, vendor.id(2), false)).isEqualTo(Shown.SIGNED_EVENT);

        peer.events.set(
                2,
                next.substring(0, next.lastIndexOf('.') + 1)
                        + signatureOf(vendor.events().getFirst()));
        assertThat(look(2, vendor.id(2), false)).isEqualTo(Shown.NOTHING);
    }

    @Test
    void findsWhereAnotherBranchBegins() {
        TestVendor twin = vendor.twin();
        twin.follow(vendor);
        for (int i = 0; i < 5; i++) {
            assertThat(ingest.submit(List.of(renamed(vendor, 20 + i))))
                    .hasOnlyElementsOfType(IngestVerdict.Accepted.class);
            peer.events.add(renamed(twin, 100 + i));
        }
        peer.events.add(renamed(twin, 200));

        assertThat(look(7, twin.id(7), false)).isEqualTo(Shown.SIGNED_EVENT);
        assertThat(ingest.head(vendor.stream()).orElseThrow().forked()).isTrue();
    }

    @Test
    void aForkIsShownByTheEventsThatContradictEachOther() {
        TestVendor twin = vendor.twin();
        twin.follow(vendor);
        peer.events.add(renamed(vendor, 20));
        peer.events.add(renamed(twin, 30));

        assertThat(look(1, vendor.id(1), true)).isEqualTo(Shown.SIGNED_EVENT);
        assertThat(ingest.head(vendor.stream()).orElseThrow().forked()).isTrue();
    }

    @Test
    void silenceIsNoLieAndABrokenAnswerIs() {
        for (PeerFailure failure : PeerFailure.values()) {
            peer.failure = failure;
            assertThat(look(5, MADE_UP, false))
                    .isEqualTo(failure == PeerFailure.BROKEN ? Shown.NOTHING : Shown.NO_ANSWER);
        }
    }

    /** However many made-up events a peer has, it is asked a bounded number of times. */
    @Test
    void madeUpEventsEndSoon() {
        peer.events.clear();
        for (int i = 0; i < 200; i++) {
            peer.events.add("made.up." + i);
        }
        peer.calls = 0;

        assertThat(look(150, MADE_UP, false)).isEqualTo(Shown.NOTHING);
        assertThat(peer.calls).isLessThan(30);
    }
}
