// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Looks after the login at a custodian outside this process, also while nobody signs. */
@Singleton
public class CustodianUpkeep {

    private final CustodianStatus status;

    CustodianUpkeep(CustodianStatus status) {
        this.status = status;
    }

    /** Every five seconds; the next one waits for this one. */
    @Scheduled(every = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        status.look();
    }
}
