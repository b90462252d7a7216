// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap.app;

import io.notenboom.registry.bootstrap.HistoryVerification;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.publication.CheckpointPublisher;
import io.notenboom.registry.tlog.Checkpoint;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.util.Optional;

/**
 * Reads the log at the start, as far as the own checkpoint vouches for it without looking at signatures, and then verifies
 * these beside everything else.
 */
@Singleton
public class HistoryStart {

    private final IngestEvents ingest;
    private final CheckpointPublisher publisher;
    private final HistoryVerification verification;

    HistoryStart(IngestEvents ingest, CheckpointPublisher publisher, HistoryVerification verification) {
        this.ingest = ingest;
        this.publisher = publisher;
        this.verification = verification;
    }

    /**
     * Reads the log; look-ups can be answered when it returns.
     *
     * @throws io.notenboom.registry.log.LogFailureException if it holds an event that is not valid
     */
    public void read() {
        Optional<Checkpoint> own = publisher.ownCheckpoint();
        ingest.start(own);
        verification.begin(own);
        var unused = Thread.ofPlatform().daemon().name("registry-history").start(verification::run);
    }

    /** Begins to publish checkpoints. */
    public void publish() {
        publisher.start();
    }

    @Scheduled(every = "60s", delayed = "60s", identity = "history-mark")
    void keepMark() {
        verification.keepMark();
    }
}
