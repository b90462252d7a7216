// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs something for many who ask at the same time: each gets the success of a run that began after it asked, or the failure of
 * one that was under way then, so that nobody waits for two in a row that fail. However many ask, one run is under way and one
 * waits. Thread-safe.
 */
final class SharedRun {

    private final BooleanSupplier work;
    private final Object lock = new Object();
    private CompletableFuture<Boolean> next = new CompletableFuture<>();
    private boolean running;
    private boolean wanted;

    /** @param work what throws has failed */
    SharedRun(BooleanSupplier work) {
        this.work = work;
    }

    /** Whether a run that begins now succeeds. */
    boolean run() {
        CompletableFuture<Boolean> mine;
        boolean leads;
        synchronized (lock) {
            mine = next;
            leads = !running;
            if (leads) {
                running = true;
                next = new CompletableFuture<>();
            } else {
                wanted = true;
            }
        }
        if (leads) {
            lead(mine);
        }
        return mine.join();
    }

    private void lead(CompletableFuture<Boolean> run) {
        boolean outcome = false;
        try {
            outcome = work.getAsBoolean();
        } finally {
            conclude(run, outcome);
        }
    }

    private void conclude(CompletableFuture<Boolean> run, boolean outcome) {
        CompletableFuture<Boolean> following = following(outcome);
        boolean unused = run.complete(outcome);
        if (following != null && outcome) {
            Thread unusedThread = Thread.startVirtualThread(() -> lead(following));
        } else if (following != null) {
            boolean unusedToo = following.complete(false);
        }
    }

    /** Those who ask for the run that follows; after a failure none follows. */
    private @Nullable CompletableFuture<Boolean> following(boolean goesOn) {
        synchronized (lock) {
            if (!wanted) {
                running = false;
                return null;
            }
            wanted = false;
            CompletableFuture<Boolean> following = next;
            next = new CompletableFuture<>();
            running = goesOn;
            return following;
        }
    }
}
