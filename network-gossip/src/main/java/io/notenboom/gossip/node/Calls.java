// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.PushBatch;
import io.notenboom.gossip.protocol.PushReply;
import io.notenboom.gossip.protocol.SyncRequest;
import io.notenboom.gossip.reconcile.Action;
import io.notenboom.gossip.reconcile.Answer;
import io.notenboom.gossip.reconcile.Call;
import io.notenboom.gossip.reconcile.Input;
import io.notenboom.gossip.reconcile.PushedEvents;
import io.notenboom.gossip.reconcile.ReplicatedStreams;
import io.notenboom.gossip.transport.PeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import java.util.List;

/** Carries out what the engine wants done, one action at a time for each thread. */
final class Calls {

    private static final System.Logger LOGGER = System.getLogger(Calls.class.getName());

    private final PeerConnection connection;
    private final ReplicatedStreams streams;
    private final OwnHead ownHead;

    Calls(PeerConnection connection, ReplicatedStreams streams, OwnHead ownHead) {
        this.connection = connection;
        this.streams = streams;
        this.ownHead = ownHead;
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
            return new Input.Failed(action.exchange(), failure.failure(), failure.pause());
        } catch (RuntimeException failure) {
            LOGGER.log(System.Logger.Level.ERROR, "gossip failed within this node", failure);
            return new Input.Failed(action.exchange(), PeerFailure.UNREACHABLE);
        }
    }

    private static System.Logger.Level level(PeerFailureException failure) {
        return switch (failure.failure()) {
            case UNREACHABLE, BUSY, STALLED -> System.Logger.Level.DEBUG;
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
            case Call.Sync sync -> connection.sync(peer, new SyncRequest(ownHead.signed(), sync.hints()));
            case Call.Trie trie ->
                connection
                        .trie(peer, trie.prefixes(), trie.root())
                        .<Answer>map(Answer.Pages::new)
                        .orElseGet(Answer.RootExpired::new);
            case Call.Events events -> new Answer.Suffix(suffix(peer, events));
            case Call.Push push -> push(peer, PushedEvents.of(push.starts(), streams));
        };
    }

    private EventSuffix suffix(KnownPeer peer, Call.Events events) {
        return connection.events(peer, events.sid(), events.from(), GossipLimits.MAX_SUFFIX_EVENTS);
    }

    private Answer push(KnownPeer peer, PushedEvents pushed) {
        if (pushed.events().isEmpty()) {
            return pushed.judged(List.of());
        }
        PushReply reply = connection.push(peer, new PushBatch(pushed.events()));
        return pushed.judged(reply.verdicts());
    }
}
