// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.statuslist.StatusLists;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** After the start and every minute: has the store all that this process took and revoked? */
@Singleton
class StatusListKeeper {

    private static final Logger LOG = Logger.getLogger(StatusListKeeper.class);

    private final StatusLists lists;

    StatusListKeeper(StatusLists lists) {
        this.lists = lists;
    }

    @Scheduled(every = "60s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void compare() {
        try {
            int restored = lists.restoreWhatTheStoreLost();
            if (restored > 0) {
                LOG.errorf(
                        "the store of status lists lacked %d entries or revocations that its journal has; they are back,"
                                + " and their pages get no more entries",
                        restored);
            }
        } catch (RuntimeException failed) {
            LOG.errorf(failed, "the status lists could not be compared with their journal");
        }
    }
}
