// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

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
            wanted = true;
            leads = !running;
            running = true;
        }
        if (leads) {
            lead();
        }
        return mine.join();
    }

    /** Lets others go first that are about to ask, so that they are part of this run and need none of their own. */
    private void lead() {
        Thread.yield();
        CompletableFuture<Boolean> run = begun();
        boolean outcome = false;
        try {
            outcome = work.getAsBoolean();
        } finally {
            conclude(run, outcome);
        }
    }

    /** Those who ask from now on are not part of the run that begins. */
    private CompletableFuture<Boolean> begun() {
        synchronized (lock) {
            CompletableFuture<Boolean> run = next;
            next = new CompletableFuture<>();
            wanted = false;
            return run;
        }
    }

    private void conclude(CompletableFuture<Boolean> run, boolean outcome) {
        CompletableFuture<Boolean> given = null;
        boolean follows;
        synchronized (lock) {
            follows = wanted && outcome;
            running = follows;
            if (wanted && !outcome) {
                given = next;
                next = new CompletableFuture<>();
                wanted = false;
            }
        }
        boolean unused = run.complete(outcome);
        if (follows) {
            Thread unusedThread = Thread.startVirtualThread(this::lead);
        }
        if (given != null) {
            boolean unusedToo = given.complete(false);
        }
    }
}
