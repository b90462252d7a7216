// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.LocalHeads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever peers answer, whenever, and whatever is lost: the engine goes on, and never has more under way than it may. */
class HostileAnswersPropertyTest {

    private static final int PEERS = 12;
    private static final int STEPS = 400;

    /** Eight calls and offers of one conversation with each peer, and the pushes of a second. */
    private static final int MOST_UNDER_WAY = PEERS * 8 + 200;

    private static Digest digest(int number) {
        return Digest.sha256(new byte[] {(byte) number});
    }

    private static PeerAddress address(int peer) {
        return new PeerAddress("https://node" + peer + ".example:7000");
    }

    /** Makes up what a peer may say. */
    private record Liar(Random random, LocalHeads mine) {

        Digest root() {
            return random.nextBoolean() ? mine.current().root() : digest(random.nextInt(100));
        }

        NodeHead head() {
            return new NodeHead("liar", digest(0), Instant.EPOCH, 1, digest(1), root(), 1, 1, "e");
        }

        StreamEntry entry() {
            return new StreamEntry(
                    digest(random.nextInt(40)), random.nextInt(600), digest(random.nextInt(99)), random.nextInt(2));
        }

        List<StreamEntry> entries(int most) {
            return IntStream.range(0, random.nextInt(most))
                    .mapToObj(i -> entry())
                    .toList();
        }

        TriePage page(String prefix) {
            return switch (random.nextInt(4)) {
                case 0 -> new TriePage.Leaf(prefix, entries(16));
                case 1 -> new TriePage.Branch(prefix, Map.of(random.nextInt(16), digest(random.nextInt(99))));
                default -> HeadsTrie.of(entries(60)).page(prefix);
            };
        }

        Verdict verdict() {
            return switch (random.nextInt(6)) {
                case 0 -> new Verdict.Accepted();
                case 1 -> new Verdict.Duplicate();
                case 2 -> new Verdict.Held(random.nextInt(600));
                case 3 -> new Verdict.Rejected(Verdict.WRONG_PREDECESSOR);
                case 4 -> new Verdict.Rejected("bad-signature");
                default -> new Verdict.Fork();
            };
        }

        EventSuffix suffix(Digest sid, long from) {
            List<String> events =
                    IntStream.range(0, random.nextInt(6)).mapToObj(i -> "e" + i).toList();
            Long next = events.isEmpty() || random.nextBoolean() ? null : from + 1 + random.nextInt(300);
            return new EventSuffix(sid, from, events, next);
        }

        Answer any() {
            return switch (random.nextInt(5)) {
                case 0 -> new Answer.Synced(head(), entries(100));
                case 1 -> new Answer.Pages(List.of(page("")));
                case 2 -> new Answer.RootExpired();
                case 3 -> new Answer.Suffix(suffix(digest(random.nextInt(40)), random.nextInt(600)));
                default ->
                    new Answer.Pushed(List.of(
                            new Answer.PushedEvent(digest(random.nextInt(40)), random.nextInt(600), verdict())));
            };
        }

        Answer fitting(Call call) {
            return switch (call) {
                case Call.Sync _ -> new Answer.Synced(head(), entries(100));
                case Call.Trie trie ->
                    new Answer.Pages(trie.prefixes().stream().map(this::page).toList());
                case Call.Events events -> new Answer.Suffix(suffix(events.sid(), events.from()));
                case Call.Push push ->
                    new Answer.Pushed(push.starts().stream()
                            .map(start -> new Answer.PushedEvent(start.sid(), start.from(), verdict()))
                            .toList());
            };
        }

        Optional<Input> about(Action action) {
            int chance = random.nextInt(10);
            PeerFailure[] failures = PeerFailure.values();
            return switch (action) {
                case Action.Offer offer ->
                    Optional.of(new Input.Offered(
                            offer.exchange(),
                            offer.events().stream().map(event -> verdict()).toList()));
                case Action.Ask _ when chance == 0 -> Optional.empty();
                case Action.Ask ask
                when chance == 1 ->
                    Optional.of(new Input.Failed(ask.exchange(), failures[random.nextInt(failures.length)]));
                case Action.Ask ask when chance == 2 -> Optional.of(new Input.Answered(ask.exchange(), any()));
                case Action.Ask ask -> Optional.of(new Input.Answered(ask.exchange(), fitting(ask.call())));
            };
        }

        Input unasked() {
            return switch (random.nextInt(4)) {
                case 0 -> new Input.Contacted(address(random.nextInt(PEERS + 3)), head());
                case 1 -> new Input.Committed(entries(3));
                case 2 -> new Input.Answered(random.nextInt(1_000), any());
                default -> new Input.Tick();
            };
        }
    }

    @Property(tries = 150)
    void theEngineGoesOn(@ForAll long seed) {
        Random random = new Random(seed);
        LocalHeads heads = new LocalHeads();
        Liar liar = new Liar(random, heads);
        var unused = heads.update(liar.entries(60));
        GossipEngine engine = new GossipEngine(GossipSettings.standard(), heads, random);
        Instant now = Instant.parse("2026-01-01T00:00:00Z");
        List<KnownPeer> peers = IntStream.range(0, PEERS)
                .mapToObj(peer -> new KnownPeer(address(peer), null, peer < 2))
                .toList();
        List<Action> underWay = new ArrayList<>(engine.handle(new Input.Peers(PeerList.of(peers)), now));
        Set<Long> numbers = new HashSet<>();
        for (int step = 0; step < STEPS; step++) {
            now = now.plusMillis(random.nextInt(20) == 0 ? random.nextInt(60_000) : random.nextInt(300));
            boolean answer = !underWay.isEmpty() && random.nextInt(8) > 0;
            Optional<Input> input =
                    answer ? liar.about(underWay.remove(random.nextInt(underWay.size()))) : Optional.of(liar.unasked());
            List<Action> next = engine.handle(input.orElseGet(Input.Tick::new), now);
            assertThat(next).extracting(Action::exchange).allMatch(numbers::add);
            underWay.addAll(next);
            assertThat(underWay).hasSizeLessThan(MOST_UNDER_WAY);
            assertThat(engine.peers()).hasSize(PEERS);
        }
        assertThat(engine.counts().conversations()).isPositive();
    }
}
