// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.peer.PeerDirectory;
import io.notenboom.gossip.peer.PeerFailure;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.peer.PeerSet;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.reconcile.ReplicatedStreams;
import io.notenboom.gossip.transport.PeerConnection;
import io.notenboom.gossip.transport.PeerFailureException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Asks peers directly, besides the conversations of gossip. */
final class HeadQuestions implements PeerHeads {

    private final PeerDirectory directory;
    private final PeerConnection connection;
    private final ReplicatedStreams streams;
    private final RandomGenerator random;

    HeadQuestions(
            PeerDirectory directory, PeerConnection connection, ReplicatedStreams streams, RandomGenerator random) {
        this.directory = directory;
        this.connection = connection;
        this.streams = streams;
        this.random = random;
    }

    @Override
    public Heads headsOf(Digest sid) {
        Map<KnownPeer, Future<Told>> questions = new LinkedHashMap<>();
        List<Told> told = new ArrayList<>();
        List<KnownPeer> silent = new ArrayList<>();
        try (ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor()) {
            for (KnownPeer peer : chosen()) {
                questions.put(
                        peer,
                        calls.submit(() ->
                                new Told(peer, connection.streamHead(peer, sid).orElse(null))));
            }
        }
        questions.forEach((peer, question) -> {
            if (question.state() == Future.State.SUCCESS) {
                told.add(question.resultNow());
            } else {
                silent.add(peer);
            }
        });
        return new Heads(told, silent);
    }

    private List<KnownPeer> chosen() {
        PeerList all = directory.peers();
        List<KnownPeer> chosen = new ArrayList<>(all.bootstrap());
        List<KnownPeer> others = new ArrayList<>(
                all.all().stream().filter(peer -> !peer.bootstrap()).toList());
        synchronized (random) {
            Collections.shuffle(others, Random.from(random));
        }
        chosen.addAll(others.subList(0, Math.min(PeerSet.RESERVE, others.size())));
        return chosen;
    }

    @Override
    public @Nullable StreamEntry fetch(Digest sid, KnownPeer from) {
        boolean more = true;
        while (more) {
            long next = streams.head(sid).map(head -> head.seq() + 1).orElse(0L);
            EventSuffix suffix = connection.events(from, sid, next, GossipLimits.MAX_SUFFIX_EVENTS);
            if (!suffix.sid().equals(sid) || suffix.from() != next) {
                throw new PeerFailureException(PeerFailure.BROKEN, "the peer answered with another suffix");
            }
            List<Verdict> verdicts = suffix.events().isEmpty() ? List.of() : streams.offer(suffix.events());
            more = !verdicts.isEmpty()
                    && verdicts.stream()
                            .allMatch(verdict ->
                                    verdict instanceof Verdict.Accepted || verdict instanceof Verdict.Duplicate)
                    && streams.head(sid).stream().anyMatch(head -> head.seq() >= next);
        }
        return streams.head(sid).orElse(null);
    }
}
