// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerRecord;
import io.notenboom.gossip.peer.PeerSet;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.MalformedMessageException;
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
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The gossip protocol of one node as a state machine: inputs and the time in, actions out. It does no I/O, reads no clock and
 * starts no threads; the same inputs with the same random numbers give the same actions. Not safe for many threads.
 *
 * <p>New events are pushed eagerly to f of the k peers in use. Besides, every 2 s when a difference is known or likely and
 * every 30 s otherwise, f peers are synced with, at most one conversation with each at a time. A peer that fails is waited
 * for with growing pauses, one that breaks the protocol gets strikes and then a ban.
 */
public final class GossipEngine {

    private static final Duration BUSY_PAUSE = Duration.ofSeconds(10);

    private static final Duration OWN_LOG_TIMEOUT = Duration.ofSeconds(60);

    private final GossipSettings settings;
    private final LocalHeads heads;
    private final RandomGenerator random;
    private final PeerSet peers;
    private final RecentChanges recent = new RecentChanges();
    private final StreamClaims claims = new StreamClaims();
    private final Map<PeerAddress, Conversation> conversations = new HashMap<>();
    private final Map<Long, Exchange> exchanges = new HashMap<>();
    private final List<Action> out = new ArrayList<>();
    private long nextExchange;
    private @Nullable Instant pushAt;
    private Instant syncAt = Instant.MIN;
    private Instant changedAt = Instant.MIN;
    private boolean changed = true;

    /** A call or an offer that was not answered yet; without a conversation if it is an eager push. */
    private record Exchange(
            PeerAddress peer, Step step, @Nullable Conversation conversation, Instant deadline) {}

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
    }

    /** The peers and how they stand; to be read between inputs only. */
    public List<PeerRecord> peers() {
        return peers.all();
    }

    /** Streams that changed last, as hints for others. */
    public List<StreamEntry> hints() {
        return recent.hints();
    }

    /** When {@link Input.Tick} is due. {@link Instant#MIN} means at once. */
    public Instant nextWake() {
        Instant wake = syncAt;
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
                peers.get(contacted.peer()).ifPresent(peer -> peer.heard(contacted.headsRoot(), now));
            case Input.Answered answered -> answered(answered, now);
            case Input.Offered offered -> offered(offered, now);
            case Input.Failed failed -> failed(failed.exchange(), failed.failure(), now);
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
            recent.changed(entry);
            pushLater(before.get(entry.sid()), entry, now);
        }
        changed = true;
        changedAt = now;
        hurry(now);
    }

    /** What is being fetched from a peer is old; only what was made here or was pushed is passed on at once. */
    private void pushLater(Optional<StreamEntry> before, StreamEntry entry, Instant now) {
        if (claims.isClaimed(entry.sid()) && !entry.forked()) {
            return;
        }
        recent.toPush(
                entry.sid(),
                before.map(old -> Math.min(old.seq(), entry.seq()) + 1).orElse(0L));
        if (pushAt == null) {
            pushAt = now.plus(settings.pushDelay());
        }
    }

    private void peersChanged(Input.Peers list, Instant now) {
        boolean first = peers.all().isEmpty();
        peers.replace(list.peers());
        if (first && !list.peers().isEmpty()) {
            syncAt = now;
        }
    }

    private void hurry(Instant now) {
        Instant soon = now.plus(jittered(settings.dirtyInterval()));
        syncAt = soon.isBefore(syncAt) ? soon : syncAt;
    }

    private void tick(Instant now) {
        List<Long> late = exchanges.entrySet().stream()
                .filter(exchange -> !exchange.getValue().deadline().isAfter(now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        late.forEach(exchange -> failed(exchange, Input.Failure.UNREACHABLE, now));
        Instant push = pushAt;
        if (push != null && !push.isAfter(now)) {
            push(now);
        }
        if (!syncAt.isAfter(now)) {
            startRound(now);
        }
    }

    private void push(Instant now) {
        pushAt = null;
        List<StreamStart> starts = recent.takePending();
        if (starts.isEmpty()) {
            return;
        }
        for (PeerRecord peer : peers.choose(settings.fanOut(), record -> false, record -> true, now)) {
            send(peer.peer().address(), new Step.Ask(new Call.Push(starts)), null, now);
        }
    }

    private void startRound(Instant now) {
        Digest mine = heads.current().root();
        List<PeerRecord> chosen = peers.choose(
                settings.fanOut(),
                record -> record.differs(mine, changedAt, now),
                record -> !conversations.containsKey(record.peer().address()),
                now);
        for (PeerRecord peer : chosen) {
            Conversation conversation = new Conversation(heads, claims, recent.hints());
            conversations.put(peer.peer().address(), conversation);
            proceed(peer.peer().address(), conversation, now);
        }
        boolean dirty = changed || peers.anyDiffers(mine, changedAt, now);
        changed &= chosen.isEmpty() && !peers.all().isEmpty();
        syncAt = now.plus(jittered(dirty ? settings.dirtyInterval() : settings.idleInterval()));
    }

    private void answered(Input.Answered input, Instant now) {
        Exchange exchange = exchanges.remove(input.exchange());
        if (exchange == null || !(exchange.step() instanceof Step.Ask ask)) {
            return;
        }
        Optional<PeerRecord> peer = peers.get(exchange.peer());
        peer.ifPresent(PeerRecord::reached);
        if (input.answer() instanceof Answer.Synced synced) {
            peer.ifPresent(record -> record.heard(synced.head().headsRoot(), now));
        }
        Conversation conversation = exchange.conversation();
        if (conversation == null) {
            pushed(exchange.peer(), input.answer(), now);
        } else {
            advance(exchange.peer(), conversation, () -> conversation.answered(ask.call(), input.answer()), now);
        }
    }

    /** A peer that lacks events before the pushed ones gets them in a conversation. */
    private void pushed(PeerAddress peer, Answer answer, Instant now) {
        boolean lacking = answer instanceof Answer.Pushed pushed
                && pushed.events().stream().anyMatch(event -> RecentChanges.needsMore(event.verdict()));
        if (lacking && !conversations.containsKey(peer)) {
            Conversation conversation = new Conversation(heads, claims, recent.hints());
            conversations.put(peer, conversation);
            proceed(peer, conversation, now);
        }
    }

    private void offered(Input.Offered input, Instant now) {
        Exchange exchange = exchanges.remove(input.exchange());
        if (exchange == null || !(exchange.step() instanceof Step.Offer offer)) {
            return;
        }
        Conversation conversation = exchange.conversation();
        if (conversation != null) {
            advance(exchange.peer(), conversation, () -> conversation.offered(offer.sid(), input.verdicts()), now);
        }
    }

    private void advance(PeerAddress peer, Conversation conversation, Runnable step, Instant now) {
        if (conversations.get(peer) != conversation) {
            return;
        }
        try {
            step.run();
            proceed(peer, conversation, now);
        } catch (MalformedMessageException broken) {
            peers.get(peer).ifPresent(record -> record.strike(now));
            end(peer, conversation);
        }
    }

    private void proceed(PeerAddress peer, Conversation conversation, Instant now) {
        conversation.take().forEach(step -> send(peer, step, conversation, now));
        if (conversation.finished()) {
            end(peer, conversation);
            if (conversation.fruitful() && !conversation.equalRoots()) {
                hurry(now);
            }
        }
    }

    private void end(PeerAddress peer, Conversation conversation) {
        conversation.release();
        conversations.remove(peer);
        exchanges.values().removeIf(exchange -> exchange.conversation() == conversation);
        peers.get(peer).ifPresent(record -> record.exchanged(conversation.fruitful()));
    }

    private void failed(long number, Input.Failure failure, Instant now) {
        Exchange exchange = exchanges.remove(number);
        if (exchange == null) {
            return;
        }
        if (exchange.step() instanceof Step.Ask) {
            peers.get(exchange.peer()).ifPresent(peer -> punish(peer, failure, now));
        }
        Conversation conversation = exchange.conversation();
        if (conversation != null && conversations.get(exchange.peer()) == conversation) {
            end(exchange.peer(), conversation);
        }
    }

    private void punish(PeerRecord peer, Input.Failure failure, Instant now) {
        switch (failure) {
            case UNREACHABLE -> peer.failed(now, jitter());
            case BUSY -> peer.waitUntil(now.plus(jittered(BUSY_PAUSE)));
            case BROKEN -> peer.strike(now);
        }
    }

    private void send(PeerAddress address, Step step, @Nullable Conversation conversation, Instant now) {
        Optional<PeerRecord> peer = peers.get(address);
        if (peer.isEmpty()) {
            return;
        }
        long number = nextExchange++;
        Duration timeout = step instanceof Step.Ask ? settings.timeout() : OWN_LOG_TIMEOUT;
        exchanges.put(number, new Exchange(address, step, conversation, now.plus(timeout)));
        out.add(
                switch (step) {
                    case Step.Ask ask -> new Action.Ask(number, peer.get().peer(), ask.call());
                    case Step.Offer offer -> new Action.Offer(number, offer.sid(), offer.events());
                });
    }

    private Duration jittered(Duration duration) {
        return Duration.ofMillis((long) (duration.toMillis() * jitter()));
    }

    private double jitter() {
        return 1 + settings.jitter() * (2 * random.nextDouble() - 1);
    }
}
