// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.store.disk.DiskProbe;
import io.quarkus.runtime.Quarkus;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/**
 * Recovers from a disk that was full or failed. After a failed write only a new start can tell what became durable, so the
 * service goes on with look-ups alone, and ends when the disk can be written to again: whoever supervises it starts it again.
 */
@Singleton
public class LogRecovery {

    /** Exit status that asks for a new start: EX_TEMPFAIL of sysexits.h. */
    static final int TEMPORARY_FAILURE = 75;

    private static final Logger LOG = Logger.getLogger(LogRecovery.class);

    private final BooleanSupplier failed;
    private final BooleanSupplier writable;
    private final Runnable end;

    @Inject
    LogRecovery(EventLog log, Commits commits, NodeConfig node) {
        this(
                () -> log.failed() || commits.failed(),
                () -> DiskProbe.canWrite(node.dataDir()),
                () -> Quarkus.asyncExit(TEMPORARY_FAILURE));
    }

    LogRecovery(BooleanSupplier failed, BooleanSupplier writable, Runnable end) {
        this.failed = failed;
        this.writable = writable;
        this.end = end;
    }

    @Scheduled(every = "10s", delayed = "10s", identity = "log-recovery")
    void recover() {
        if (failed.getAsBoolean() && writable.getAsBoolean()) {
            LOG.errorf(
                    "the event log failed before and the disk can be written to again: the service ends with status %d, to"
                            + " be started again",
                    TEMPORARY_FAILURE);
            end.run();
        }
    }
}
