// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.reconcile.Action;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.reconcile.Call;
import io.notenboom.gossip.reconcile.Input;
import io.notenboom.gossip.reconcile.ReplicatedStreams;
import io.notenboom.gossip.reconcile.StreamStart;
import io.notenboom.gossip.transport.PeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Carries out what the engine wants done, one action at a time for each thread. */
final class Calls {

    private static final System.Logger LOGGER = System.getLogger(Calls.class.getName());

    private final PeerConnection connection;
    private final ReplicatedStreams streams;
    private final OwnHead ownHead;
    private final Map<PeerAddress, String> nodes = new ConcurrentHashMap<>();

    Calls(PeerConnection connection, ReplicatedStreams streams, OwnHead ownHead) {
        this.connection = connection;
        this.streams = streams;
        this.ownHead = ownHead;
    }

    /** The node id that the peer at an address last told. */
    Optional<String> nodeAt(PeerAddress address) {
        return Optional.ofNullable(nodes.get(address));
    }

    /** Carries out an action; every outcome is an input for the engine. */
    Input perform(Action action) {
        try {
            return switch (action) {
                case Action.Ask ask -> new Input.Answered(ask.exchange(), answer(ask.peer(), ask.call()));
                case Action.Offer offer -> new Input.Offered(offer.exchange(), streams.offer(offer.events()));
            };
        } catch (PeerFailureException failure) {
            LOGGER.log(level(failure), "a peer failed: {0}: {1}", peer(action), failure.getMessage());
            return new Input.Failed(action.exchange(), failure.failure());
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.ERROR, "gossip could not read or write this node's log", failure);
            return new Input.Failed(action.exchange(), Input.Failure.UNREACHABLE);
        }
    }

    private static System.Logger.Level level(PeerFailureException failure) {
        return switch (failure.failure()) {
            case UNREACHABLE, BUSY -> System.Logger.Level.DEBUG;
            case BROKEN -> System.Logger.Level.WARNING;
        };
    }

    private static String peer(Action action) {
        return switch (action) {
            case Action.Ask ask -> ask.peer().address().value();
            case Action.Offer _ -> "";
        };
    }

    private Answer answer(KnownPeer peer, Call call) {
        return switch (call) {
            case Call.Sync sync -> {
                Answer.Synced synced = connection.sync(peer, new SyncRequest(ownHead.signed(), sync.hints()));
                nodes.put(peer.address(), synced.head().node());
                yield synced;
            }
            case Call.Trie trie ->
                connection
                        .trie(peer, trie.prefix(), trie.root())
                        .<Answer>map(Answer.Page::new)
                        .orElseGet(Answer.RootExpired::new);
            case Call.Events events ->
                new Answer.Suffix(connection.events(peer, events.sid(), events.from(), GossipLimits.MAX_SUFFIX_EVENTS));
            case Call.Push push -> push(peer, push.starts());
        };
    }

    private Answer push(KnownPeer peer, List<StreamStart> starts) {
        List<String> events = new ArrayList<>();
        List<StreamStart> places = new ArrayList<>();
        int characters = 0;
        for (StreamStart start : starts) {
            int room = GossipLimits.MAX_PUSH_EVENTS - events.size();
            EventSuffix suffix = room == 0
                    ? new EventSuffix(start.sid(), start.from(), List.of(), null)
                    : streams.suffix(start.sid(), start.from(), room);
            long sequence = start.from();
            for (String event : suffix.events()) {
                characters += event.length();
                if (characters <= GossipLimits.MAX_EVENTS_CHARACTERS && events.size() < GossipLimits.MAX_PUSH_EVENTS) {
                    events.add(event);
                    places.add(new StreamStart(start.sid(), sequence++));
                }
            }
        }
        return events.isEmpty()
                ? new Answer.Pushed(List.of())
                : pushed(places, connection.push(peer, new PushBatch(events)));
    }

    private static Answer pushed(List<StreamStart> places, PushReply reply) {
        List<Answer.PushedEvent> events = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            StreamStart place = places.get(i);
            events.add(new Answer.PushedEvent(
                    place.sid(), place.from(), reply.verdicts().get(i)));
        }
        return new Answer.Pushed(events);
    }
}
