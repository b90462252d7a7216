// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.issue.WriterPeers;
import io.notenboom.registry.peer.ConvergenceView;
import io.notenboom.registry.peer.OwnStreamHeads;
import io.notenboom.registry.peer.PeerRemoval;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.peer.Peers;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GossipingPeersTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final EventId STREAM = EventId.ofSigningInput("a.b");
    private static final EventId HEAD = EventId.ofSigningInput("c.d");

    private final Heads heads = new Heads();
    private final Known known = new Known();
    private final GossipingPeers peers = new GossipingPeers(heads, known, () -> START);

    /** Where peers stand, as a test says. */
    private static final class Heads implements OwnStreamHeads {

        private final List<Told> told = new ArrayList<>();
        private final List<String> silent = new ArrayList<>();
        private final List<Told> asked = new ArrayList<>();
        private final List<Duration> waited = new ArrayList<>();
        private boolean same;

        @Override
        public Answer ask(EventId stream) {
            assertThat(stream).isEqualTo(STREAM);
            return new Answer(told, silent);
        }

        @Override
        public Shown show(EventId stream, Told told) {
            assertThat(stream).isEqualTo(STREAM);
            if (told.sequence() < 0) {
                throw new IllegalStateException("as when a log fails");
            }
            synchronized (asked) {
                asked.add(told);
            }
            return Shown.SIGNED_EVENT;
        }

        @Override
        public boolean heldTheSame(Duration patience) {
            waited.add(patience);
            return same;
        }
    }

    /** Peers, as a test says. */
    private static final class Known implements Peers {

        private final List<PeerView> all = new ArrayList<>();

        private void add(String address, @Nullable Instant lastSync) {
            all.add(new PeerView(
                    address, address, null, null, false, lastSync, null, PeerView.Source.CONFIGURED, 0, null));
        }

        @Override
        public ConvergenceView convergence() {
            return new ConvergenceView("root", 0, 0, all);
        }

        @Override
        public List<PeerView> peers() {
            return all;
        }

        @Override
        public Optional<PeerView> peer(String id) {
            return Optional.empty();
        }

        @Override
        public PeerRemoval remove(String id) {
            return new PeerRemoval.Unknown();
        }

        @Override
        public PeerView add(URI address) {
            throw new IllegalArgumentException("no peers are added here");
        }
    }

    @Test
    void tellsWhereEachPeerStandsInTheStream() {
        heads.told.add(new OwnStreamHeads.Told("https://a:1", 7, HEAD, true));
        heads.told.add(new OwnStreamHeads.Told("https://b:1", -1, null, false));
        heads.silent.add("https://c:1");
        assertThat(peers.ask(Optional.of(STREAM)))
                .isEqualTo(new WriterPeers.Answer(
                        List.of(
                                new WriterPeers.Told("https://a:1", 7, HEAD, true),
                                new WriterPeers.Told("https://b:1", -1, null, false)),
                        List.of("https://c:1"),
                        false));
        assertThat(heads.waited).containsExactly(Duration.ZERO);
    }

    @Test
    void asksAnewEachTime() {
        heads.silent.add("https://a:1");
        assertThat(peers.ask(Optional.of(STREAM)).told()).isEmpty();
        heads.silent.clear();
        heads.told.add(new OwnStreamHeads.Told("https://a:1", 7, HEAD, false));
        assertThat(peers.ask(Optional.of(STREAM)).told()).hasSize(1);
    }

    @Test
    void letsThePeersThatToldShowIt() {
        assertThat(peers.show(
                        STREAM,
                        List.of(
                                new WriterPeers.Told("https://b:1", -1, HEAD, false),
                                new WriterPeers.Told("https://a:1", 7, HEAD, false))))
                .containsExactly(OwnStreamHeads.Shown.NO_ANSWER, OwnStreamHeads.Shown.SIGNED_EVENT);
        assertThat(heads.asked).containsExactly(new OwnStreamHeads.Told("https://a:1", 7, HEAD, false));
    }

    @Test
    void waitsForNothingBeforeTheFirstStreamWithoutPeers() {
        assertThat(peers.ask(Optional.empty())).isEqualTo(new WriterPeers.Answer(List.of(), List.of(), false));
        assertThat(heads.waited).isEmpty();
    }

    @Test
    void beforeTheFirstStreamItCountsWhoAnsweredSinceTheStartAndWhetherTheNodeHeldTheSame() {
        known.add("https://a:1", START);
        known.add("https://b:1", START.minusSeconds(1));
        known.add("https://c:1", null);
        List<WriterPeers.Told> told = List.of(new WriterPeers.Told("https://a:1", -1, null, false));
        List<String> silent = List.of("https://b:1", "https://c:1");
        assertThat(peers.ask(Optional.empty())).isEqualTo(new WriterPeers.Answer(told, silent, false));
        heads.same = true;
        assertThat(peers.ask(Optional.empty())).isEqualTo(new WriterPeers.Answer(told, silent, true));
        assertThat(heads.waited).hasSize(2).allMatch(Duration::isPositive);
    }
}
