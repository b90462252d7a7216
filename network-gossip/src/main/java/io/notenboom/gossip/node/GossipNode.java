// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.peer.PeerDirectory;
import io.notenboom.gossip.peer.PeerList;
import io.notenboom.gossip.peer.PeerRecord;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.reconcile.Action;
import io.notenboom.gossip.reconcile.GossipEngine;
import io.notenboom.gossip.reconcile.Input;
import io.notenboom.gossip.transport.PeerConnection;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.LocalHeads;
import io.notenboom.trust.x509.Fingerprints;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Runs the gossip of one node: one thread drives the engine, every call to a peer and every offer to the log runs on a
 * virtual thread of its own. The engine decides how many there are. Safe for many threads.
 */
public final class GossipNode implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger(GossipNode.class.getName());
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final ReplicatedLog log;
    private final PeerDirectory directory;
    private final Pace pace;
    private final LocalHeads heads = new LocalHeads();
    private final GossipEngine engine;
    private final ReentrantLock engineLock = new ReentrantLock();
    private final Calls calls;
    private final PeerAnswers answers;
    private final PeerHeads questions;
    private final BlockingQueue<Input> inputs = new LinkedBlockingQueue<>();
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private volatile PeerList known = PeerList.empty();
    private final CountDownLatch equal = new CountDownLatch(1);
    private @Nullable Thread loop;
    private Instant refreshAt = Instant.MIN;

    /** Wires a node; {@link #start} makes it talk. */
    public GossipNode(
            OwnIdentity identity, ReplicatedLog log, PeerDirectory directory, PeerConnection connection, Pace pace) {
        this.log = log;
        this.directory = directory;
        this.pace = pace;
        this.engine = new GossipEngine(pace.settings(), heads, pace.random());
        OwnHead ownHead =
                new OwnHead(identity.node(), identity.network(), heads, log::state, identity.signer(), pace.clock());
        this.calls = new Calls(connection, log, ownHead);
        this.answers = new PeerAnswers(this, ownHead, heads, log, new NodeHeadVerifier(identity.network()));
        this.questions = new HeadQuestions(directory, connection, log, pace.random());
    }

    /** Reads the heads of the log and starts to talk. What is committed from before this call on has to be told. */
    public synchronized void start() {
        if (loop != null) {
            throw new IllegalStateException("started already");
        }
        heads.update(log.heads());
        loop = Thread.ofVirtual().name("gossip").start(this::run);
    }

    /** These streams have new heads, durably. Returns at once. */
    public void committed(List<StreamEntry> changed) {
        if (!changed.isEmpty()) {
            inputs.add(new Input.Committed(changed));
        }
    }

    /** The directory has other peers now. Returns at once. */
    public void peersChanged() {
        known = directory.peers();
        inputs.add(new Input.Peers(known));
    }

    /** A peer broke its word elsewhere: a strike, as for breaking the protocol. Returns at once. */
    public void struck(PeerAddress peer) {
        inputs.add(new Input.Struck(peer));
    }

    /** Asks peers where they stand in a stream. */
    public PeerHeads peerHeads() {
        return questions;
    }

    /** Whether this node has not been equal with any peer since it was started. */
    public boolean catchingUp() {
        return equal.getCount() > 0;
    }

    /**
     * Waits until this node was equal with a peer once since it was started.
     *
     * @param patience for how long at most
     * @return whether it was
     */
    public boolean awaitEqual(Duration patience) {
        try {
            return equal.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What this node answers to its peers. */
    public PeerAnswers answers() {
        return answers;
    }

    /** Where this node stands and how its peers compare. */
    public ConvergenceStatus convergence() {
        HeadsTrie mine = heads.current();
        Instant now = pace.clock().instant();
        engineLock.lock();
        try {
            List<PeerStatus> peers = directory.peers().all().stream()
                    .map(peer -> engine.peer(peer.address())
                            .map(record -> status(record, mine.root(), now))
                            .orElseGet(() -> PeerStatus.unknown(peer, true)))
                    .toList();
            return new ConvergenceStatus(
                    mine.root(), mine.streams(), mine.events(), peers, engine.banned(now), engine.counts());
        } finally {
            engineLock.unlock();
        }
    }

    private static PeerStatus status(PeerRecord record, Digest mine, Instant now) {
        return new PeerStatus(
                record.peer(),
                record.head().orElse(null),
                record.root().equals(Optional.of(mine)),
                record.lastSync().orElse(null),
                record.lastFailure().orElse(null),
                record.isEligible(now),
                record.strikes(now),
                record.isBanned(now) ? record.bannedUntil().orElse(null) : null);
    }

    /** A peer told its head; it is known by the certificate that it registered. */
    void contacted(X509Certificate certificate, NodeHead head) {
        known.ofCertificate(Fingerprints.x5tS256(certificate))
                .ifPresent(peer -> inputs.add(new Input.Contacted(peer.address(), head)));
    }

    /** Hints for a peer with this root. */
    List<StreamEntry> hintsFor(Digest theirRoot) {
        engineLock.lock();
        try {
            return engine.hintsFor(Optional.of(theirRoot), pace.clock().instant());
        } finally {
            engineLock.unlock();
        }
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                step();
            } catch (InterruptedException stopped) {
                return;
            } catch (RejectedExecutionException stopped) {
                return;
            } catch (RuntimeException failure) {
                LOGGER.log(System.Logger.Level.ERROR, "gossip failed at an input and goes on with the next", failure);
            }
        }
    }

    private void step() throws InterruptedException {
        Input input = await();
        List<Action> actions;
        engineLock.lock();
        try {
            actions = engine.handle(input, pace.clock().instant());
            if (engine.everEqual()) {
                equal.countDown();
            }
        } finally {
            engineLock.unlock();
        }
        actions.forEach(action -> workers.execute(() -> inputs.add(calls.perform(action))));
    }

    private Input await() throws InterruptedException {
        Instant now = pace.clock().instant();
        if (!now.isBefore(refreshAt)) {
            refreshAt = now.plus(REFRESH);
            known = directory.peers();
            return new Input.Peers(known);
        }
        Instant wake = engine.nextWake();
        Duration wait = wake.isAfter(now.plus(LONGEST_WAIT)) ? LONGEST_WAIT : positive(now, wake);
        Input input = inputs.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        return input == null ? new Input.Tick() : input;
    }

    private static Duration positive(Instant now, Instant wake) {
        return wake.isAfter(now) ? Duration.between(now, wake).plusMillis(1) : Duration.ZERO;
    }

    /** Stops talking. Calls under way are given up. */
    @Override
    public synchronized void close() {
        workers.shutdownNow();
        Thread running = loop;
        if (running != null) {
            running.interrupt();
        }
    }
}
