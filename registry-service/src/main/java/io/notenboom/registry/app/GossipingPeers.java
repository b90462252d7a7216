// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.issue.WriterPeers;
import io.notenboom.registry.peer.OwnStreamHeads;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.peer.Peers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What gossip tells a writer: where each peer stands in the writer's own stream, by asking it. A node that has no stream yet
 * may have lost it; it would know it again from the moment on at which it holds the same as a peer.
 */
final class GossipingPeers implements WriterPeers {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final OwnStreamHeads heads;
    private final Peers peers;
    private final Instant started;

    GossipingPeers(OwnStreamHeads heads, Peers peers, InstantSource clock) {
        this.heads = heads;
        this.peers = peers;
        this.started = clock.instant();
    }

    @Override
    public Answer ask(Optional<EventId> stream) {
        return stream.map(this::standingIn).orElseGet(this::beforeTheFirstStream);
    }

    private Answer standingIn(EventId stream) {
        OwnStreamHeads.Answer answer = heads.ask(stream);
        List<Told> told = answer.told().stream()
                .map(peer -> new Told(peer.address(), peer.sequence(), peer.head(), peer.forked()))
                .toList();
        return new Answer(told, answer.silent(), heads.heldTheSame(Duration.ZERO));
    }

    private Answer beforeTheFirstStream() {
        boolean inStep = !peers.peers().isEmpty() && heads.heldTheSame(PATIENCE);
        List<PeerView> known = peers.peers();
        List<Told> told = known.stream()
                .filter(this::answeredSinceTheStart)
                .map(peer -> new Told(peer.address(), -1, null, false))
                .toList();
        List<String> silent = known.stream()
                .filter(peer -> !answeredSinceTheStart(peer))
                .map(PeerView::address)
                .toList();
        return new Answer(told, silent, inStep);
    }

    private boolean answeredSinceTheStart(PeerView peer) {
        Instant last = peer.lastSync();
        return last != null && !last.isBefore(started);
    }

    @Override
    public List<Shown> show(EventId stream, List<Told> told) {
        List<Future<Shown>> questions;
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            questions = told.stream()
                    .map(peer -> calls.submit(() -> heads.show(
                            stream, new OwnStreamHeads.Told(peer.peer(), peer.sequence(), peer.head(), peer.forked()))))
                    .toList();
        }
        return questions.stream()
                .map(question -> question.state() == Future.State.SUCCESS ? question.resultNow() : Shown.NO_ANSWER)
                .toList();
    }
}
