// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.TreeHead;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Publishes a checkpoint of the log at most once in an interval, after events were committed. Appending never waits for it;
 * what fails is tried again. Only what this node has verified is in the log, so its checkpoints say that too. Safe for many
 * threads.
 */
public final class CheckpointPublisher implements CommitListener, AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(3);

    private final EventLog log;
    private final KeyCustodian custodian;
    private final NetworkId network;
    private final Supplier<Optional<String>> node;
    private final Duration interval;
    private final StreamRoots streams = new StreamRoots();
    private final List<Consumer<PublishedLog>> followers = new CopyOnWriteArrayList<>();
    private final Semaphore news = new Semaphore(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread;
    private @Nullable LogKey key;
    private @Nullable PublishedLog followed;
    private volatile @Nullable PublishedLog published;
    private boolean failing;

    /**
     * Wires the parts; {@link #start} begins.
     *
     * @param node thumbprint of this node's CA; empty as long as there is none, and then nothing is published
     * @param interval the shortest time between two checkpoints
     */
    public CheckpointPublisher(
            EventLog log,
            KeyCustodian custodian,
            NetworkId network,
            Supplier<Optional<String>> node,
            Duration interval) {
        this.log = log;
        this.custodian = custodian;
        this.network = network;
        this.node = node;
        this.interval = interval;
        this.thread = Thread.ofVirtual().name("registry-checkpoints").unstarted(this::follow);
    }

    /** Origin of the log of a node: {@code nuts-registry/<network>/<thumbprint of the node's CA>}. */
    public static String origin(NetworkId network, String node) {
        return "nuts-registry/" + network.value() + "/" + node;
    }

    /**
     * The last checkpoint of an earlier run whose signature is this node's own; everything below it was verified before. To
     * be asked before the log is read.
     *
     * @throws CustodyException if the custodian does not answer
     */
    public synchronized Optional<Checkpoint> ownCheckpoint() {
        return existingKey().flatMap(found -> found.published(log.publication()));
    }

    private Optional<LogKey> existingKey() {
        if (key == null) {
            key = LogKey.ofLog(custodian, log.publication())
                    .filter(found -> found.publicKey().name().startsWith("nuts-registry/" + network.value() + "/"))
                    .orElse(null);
        }
        return Optional.ofNullable(key);
    }

    /** Tells another one of every checkpoint, after it was published; to be called before {@link #start}. */
    public void follow(Consumer<PublishedLog> follower) {
        followers.add(follower);
    }

    /** Begins to publish; the log has been read. */
    public void start() {
        thread.start();
    }

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        synchronized (streams) {
            entries.forEach(entry -> streams.add(entry.stream(), entry.id()));
        }
        news.release();
    }

    /** What was published last in this run; empty before the first checkpoint. */
    public Optional<PublishedLog> published() {
        return Optional.ofNullable(published);
    }

    /**
     * Publishes what was committed, if there is anything new and this node has its CA.
     *
     * @throws CustodyException if the custodian does not sign
     * @throws LogFailureException if the files cannot be written
     */
    public synchronized void publish() {
        StreamRoots.Snapshot snapshot;
        synchronized (streams) {
            snapshot = streams.snapshot();
        }
        PublishedLog before = published;
        if (before != null && before.streams().events() == snapshot.events()) {
            tellFollowers(before);
            return;
        }
        if (!hasKey()) {
            return;
        }
        LogKey signing = existingKey().orElseThrow();
        TreeHead head = new TreeHead(snapshot.events(), log.tree().root(snapshot.events()));
        Checkpoint checkpoint = signing.published(log.publication())
                .filter(earlier ->
                        earlier.head().equals(head) && earlier.extensions().equals(List.of(snapshot.extension())))
                .orElseGet(() -> sign(signing, head, snapshot));
        PublishedLog now = new PublishedLog(checkpoint, signing.publicKey(), snapshot);
        published = now;
        tellFollowers(now);
    }

    private void tellFollowers(PublishedLog now) {
        if (!now.equals(followed)) {
            followers.forEach(follower -> follower.accept(now));
            followed = now;
        }
    }

    private Checkpoint sign(LogKey signing, TreeHead head, StreamRoots.Snapshot snapshot) {
        Checkpoint checkpoint = signing.sign(head, List.of(snapshot.extension()));
        log.publication().publish(checkpoint.note());
        return checkpoint;
    }

    private boolean hasKey() {
        if (existingKey().isEmpty()) {
            key = node.get()
                    .map(name -> LogKey.claim(custodian, log.publication(), origin(network, name)))
                    .orElse(null);
        }
        return key != null;
    }

    private void follow() {
        try {
            while (stopped.getCount() > 0) {
                if (news.tryAcquire(10, TimeUnit.SECONDS)) {
                    news.drainPermits();
                }
                publishOrTell();
                var unused = stopped.await(interval.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void publishOrTell() {
        try {
            publish();
            tell(false, "checkpoints of the event log are published again");
        } catch (CustodyException | LogFailureException | IllegalArgumentException e) {
            tell(true, "the checkpoint of the event log could not be published; trying again: " + e.getMessage());
        }
    }

    /** Tells the operator once that it fails, and once that it works again. */
    private void tell(boolean fails, String message) {
        if (fails != failing) {
            failing = fails;
            System.getLogger(CheckpointPublisher.class.getName())
                    .log(fails ? System.Logger.Level.WARNING : System.Logger.Level.INFO, message);
        }
    }

    /** Publishes what is still to be published, and stops. */
    @Override
    public void close() {
        stopped.countDown();
        news.release();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (thread.join(STOP)) {
                publishOrTell();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
