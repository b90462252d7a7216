// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.peer.PeerRecord;
import io.notenboom.gossip.peer.PeerSet;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.LocalHeads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gossip protocol of one node as a state machine: inputs and the time in, actions out. It does no I/O, reads no clock and
 * starts no threads; the same inputs with the same random numbers give the same actions. Not safe for many threads.
 *
 * <p>New events are pushed eagerly to f of the k peers in use. Besides, every 2 s when a difference is known or likely and
 * every 30 s otherwise, up to f peers are synced with, at most one conversation with each at a time. A peer that fails is waited
 * for with growing pauses, one that breaks the protocol gets strikes and then a ban.
 */
public final class GossipEngine {

    private static final Duration OWN_LOG_TIMEOUT = Duration.ofSeconds(60);

    /** A conversation that lasts so long is ended, so that a slow peer does not keep what it was to bring from others. */
    private static final Duration LONGEST_CONVERSATION = Duration.ofMinutes(5);

    private final GossipSettings settings;
    private final LocalHeads heads;
    private final RandomGenerator random;
    private final PeerSet peers;
    private final RecentChanges recent = new RecentChanges();
    private final StreamClaims claims = new StreamClaims();
    private final Map<PeerAddress, Talk> talks = new HashMap<>();
    private final Map<Long, Exchange> exchanges = new HashMap<>();
    private final List<Action> out = new ArrayList<>();
    private long nextExchange;
    private @Nullable Instant pushAt;
    private final Rounds rounds;
    private GossipCounts counts = GossipCounts.NONE;
    private boolean everEqual;

    /** A call or an offer that was not answered yet; without a conversation if it is an eager push. */
    private record Exchange(
            PeerRecord peer, Step step, @Nullable Talk talk, Instant deadline) {}

    /**
     * Makes an engine; it does nothing before its first input.
     *
     * @param settings the protocol's numbers
     * @param heads this node's heads as they are at the start; from then on only the engine updates them
     * @param random for choices and jitter
     */
    public GossipEngine(GossipSettings settings, LocalHeads heads, RandomGenerator random) {
        this.settings = settings;
        this.heads = heads;
        this.random = random;
        this.peers = new PeerSet(settings.active(), random);
        this.rounds = new Rounds(settings, random);
    }

    /** The peers of the view and how they stand; to be read between inputs only. */
    public List<PeerRecord> peers() {
        return peers.view();
    }

    /** What is known of a peer; empty if it is not in the view and has no strikes. */
    public Optional<PeerRecord> peer(PeerAddress address) {
        return peers.get(address);
    }

    /** Number of peers that are banned. */
    public long banned(Instant now) {
        return peers.banned(now);
    }

    /** Whether this node has been equal with a peer since the engine was made. */
    public boolean everEqual() {
        return everEqual;
    }

    /** What was done so far. */
    public GossipCounts counts() {
        return counts;
    }

    /** Hints for a peer with this root; to be read between inputs only. */
    public List<StreamEntry> hintsFor(Optional<Digest> theirRoot, Instant now) {
        return recent.hintsFor(theirRoot, heads, now);
    }

    /** When {@link Input.Tick} is due. {@link Instant#MIN} means at once. */
    public Instant nextWake() {
        Instant wake = rounds.next();
        Instant push = pushAt;
        if (push != null && push.isBefore(wake)) {
            wake = push;
        }
        for (Exchange exchange : exchanges.values()) {
            wake = exchange.deadline().isBefore(wake) ? exchange.deadline() : wake;
        }
        return wake;
    }

    /** Takes an input and returns what is to be done. */
    public List<Action> handle(Input input, Instant now) {
        switch (input) {
            case Input.Tick _ -> {}
            case Input.Committed committed -> committed(committed.heads(), now);
            case Input.Peers list -> peersChanged(list, now);
            case Input.Contacted contacted ->
                peers.called(contacted.peer(), now).ifPresent(peer -> contacted(peer, contacted.head(), now));
            case Input.Struck struck -> peers.called(struck.peer(), now).ifPresent(peer -> strike(peer, now));
            case Input.Answered answered -> answered(answered, now);
            case Input.Offered offered -> offered(offered, now);
            case Input.Failed failed -> failed(failed, now);
        }
        tick(now);
        List<Action> actions = List.copyOf(out);
        out.clear();
        return actions;
    }

    private void committed(List<StreamEntry> told, Instant now) {
        HeadsTrie before = heads.current();
        List<StreamEntry> entries = told.stream()
                .filter(entry -> !before.get(entry.sid()).equals(Optional.of(entry)))
                .toList();
        if (!heads.update(entries)) {
            return;
        }
        for (StreamEntry entry : entries) {
            recent.changed(entry, now);
            pushLater(before.get(entry.sid()), entry, now);
        }
        rounds.changed(now);
    }

    /** What is being fetched from a peer is old; only what was made here or was pushed is passed on at once. */
    private void pushLater(Optional<StreamEntry> before, StreamEntry entry, Instant now) {
        if (claims.isClaimed(entry.sid()) && !entry.forked()) {
            return;
        }
        recent.toPush(
                entry, before.map(old -> Math.min(old.seq(), entry.seq()) + 1).orElse(0L));
        if (pushAt == null) {
            pushAt = now.plus(settings.pushDelay());
        }
    }

    /** A caller with a root that this node never had may have news; if its push is lost, this node asks for them. */
    private void contacted(PeerRecord peer, NodeHead told, Instant now) {
        peer.heard(told, now);
        if (heads.at(told.headsRoot()).isEmpty()) {
            rounds.differing(now);
        }
    }

    private void peersChanged(Input.Peers list, Instant now) {
        boolean first = peers.isEmpty();
        for (PeerAddress gone : peers.replace(list.peers(), now)) {
            Optional.ofNullable(talks.get(gone)).ifPresent(this::end);
        }
        if (first && !list.peers().all().isEmpty()) {
            rounds.now(now);
        }
    }

    private void tick(Instant now) {
        List<Long> late = exchanges.entrySet().stream()
                .filter(exchange -> !exchange.getValue().deadline().isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        late.forEach(exchange -> failed(new Input.Failed(exchange, PeerFailure.UNREACHABLE), now));
        List.copyOf(talks.values()).stream()
                .filter(talk -> !talk.deadline().isAfter(now))
                .forEach(this::end);
        Instant push = pushAt;
        if (push != null && !push.isAfter(now)) {
            push(now);
        }
        if (!rounds.next().isAfter(now)) {
            startRound(now);
        }
    }

    private void push(Instant now) {
        pushAt = null;
        List<StreamStart> starts = recent.takePending();
        if (starts.isEmpty()) {
            return;
        }
        for (PeerRecord peer : peers.chooseForNews(settings.fanOut(), PeerSet.ANY_ORDER, record -> true, now)) {
            counts = counts.push();
            send(peer, new Step.Ask(new Call.Push(starts)), null, now);
        }
    }

    private void startRound(Instant now) {
        Predicate<PeerRecord> free = record -> !talks.containsKey(record.peer().address());
        rounds.begin(peers, heads.current().root(), free, now).forEach(peer -> talk(peer, now));
    }

    private void talk(PeerRecord peer, Instant now) {
        List<StreamEntry> hints = recent.hintsFor(peer.root(), heads, now);
        Talk talk = new Talk(peer, new Conversation(heads, claims, random, hints), now.plus(LONGEST_CONVERSATION));
        talks.put(talk.address(), talk);
        proceed(talk, now);
    }

    private void answered(Input.Answered input, Instant now) {
        Exchange exchange = exchanges.remove(input.exchange());
        if (exchange == null || !(exchange.step() instanceof Step.Ask ask)) {
            return;
        }
        PeerRecord peer = exchange.peer();
        peer.reached();
        if (input.answer() instanceof Answer.Synced synced) {
            peer.heard(synced.head(), now);
        }
        Talk talk = exchange.talk();
        if (talk == null) {
            pushed(peer, input.answer(), now);
        } else {
            advance(talk, () -> talk.conversation().answered(ask.call(), input.answer()), now);
        }
    }

    /** A peer that lacks events before the pushed ones gets them in a conversation. */
    private void pushed(PeerRecord peer, Answer answer, Instant now) {
        boolean lacking = answer instanceof Answer.Pushed pushed
                && pushed.events().stream().anyMatch(event -> RecentChanges.needsMore(event.verdict()));
        if (lacking && !talks.containsKey(peer.peer().address())) {
            talk(peer, now);
        }
    }

    private void offered(Input.Offered input, Instant now) {
        Exchange exchange = exchanges.remove(input.exchange());
        if (exchange == null || !(exchange.step() instanceof Step.Offer offer)) {
            return;
        }
        Talk talk = exchange.talk();
        if (talk != null) {
            advance(talk, () -> talk.conversation().offered(offer.sid(), input.verdicts()), now);
        }
    }

    private void advance(Talk talk, Runnable step, Instant now) {
        if (!isOpen(talk)) {
            return;
        }
        try {
            step.run();
            proceed(talk, now);
        } catch (MalformedMessageException broken) {
            strike(talk.peer(), now);
            end(talk);
        }
    }

    private boolean isOpen(@Nullable Talk talk) {
        return talk != null && talks.get(talk.address()) == talk;
    }

    private void proceed(Talk talk, Instant now) {
        Conversation conversation = talk.conversation();
        conversation.take().forEach(step -> send(talk.peer(), step, talk, now));
        if (conversation.finished()) {
            talk.peer().conversed(!conversation.inVain());
            everEqual |= conversation.equalRoots();
            end(talk);
            if (conversation.fruitful()) {
                rounds.spent();
            }
            if (conversation.fruitful() && !conversation.equalRoots()) {
                rounds.hurry(now);
            }
        }
    }

    private void end(Talk talk) {
        talk.conversation().release();
        talks.remove(talk.address());
        exchanges.values().removeIf(exchange -> exchange.talk() == talk);
        if (talk.conversation().begun()) {
            counts = counts.conversation(talk.conversation().walked());
        }
    }

    private void failed(Input.Failed failed, Instant now) {
        Exchange exchange = exchanges.remove(failed.exchange());
        if (exchange == null) {
            return;
        }
        Talk talk = exchange.talk();
        if (exchange.step() instanceof Step.Ask) {
            boolean begun = talk != null && talk.conversation().begun();
            punish(exchange.peer(), failed, begun, now);
        }
        if (talk != null && isOpen(talk)) {
            end(talk);
        }
    }

    private void punish(PeerRecord peer, Input.Failed failed, boolean begun, Instant now) {
        switch (failed.failure()) {
            case UNREACHABLE, STALLED -> {
                peer.failed(now, rounds.jitter());
                if (begun && peer.stalled(now)) {
                    counts = counts.strike(peer.isBanned(now));
                }
            }
            case BUSY -> peer.busy(failed.pause(), now, rounds.jitter());
            case BROKEN -> strike(peer, now);
        }
    }

    private void strike(PeerRecord peer, Instant now) {
        peer.strike(PeerFailure.BROKEN, now);
        counts = counts.strike(peer.isBanned(now));
    }

    private void send(PeerRecord peer, Step step, @Nullable Talk talk, Instant now) {
        long number = nextExchange++;
        Duration timeout = step instanceof Step.Ask ? settings.timeout() : OWN_LOG_TIMEOUT;
        exchanges.put(number, new Exchange(peer, step, talk, now.plus(timeout)));
        out.add(
                switch (step) {
                    case Step.Ask ask -> new Action.Ask(number, peer.peer(), ask.call());
                    case Step.Offer offer -> new Action.Offer(number, offer.sid(), offer.events());
                });
    }
}
