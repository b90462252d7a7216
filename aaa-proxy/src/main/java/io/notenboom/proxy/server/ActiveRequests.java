// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import java.util.concurrent.CompletableFuture;

/** Counts requests under way, bounds them, and tells when the last one ended after {@link #drain()}. Safe for many threads. */
public final class ActiveRequests {

    private final int most;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private int count;
    private boolean draining;

    /** @param most most requests under way */
    public ActiveRequests(int most) {
        this.most = most;
    }

    /** What a request was told at the door. */
    enum Admission {
        ADMITTED,
        TOO_MANY,
        STOPPING
    }

    synchronized Admission enter() {
        if (draining) {
            return Admission.STOPPING;
        }
        if (count >= most) {
            return Admission.TOO_MANY;
        }
        count++;
        return Admission.ADMITTED;
    }

    synchronized void leave() {
        count--;
        if (draining && count == 0) {
            var unused = drained.complete(null);
        }
    }

    /** Requests under way. */
    public synchronized int count() {
        return count;
    }

    /** Whether new requests are refused. */
    public synchronized boolean draining() {
        return draining;
    }

    /** Refuses new requests from now on; the future completes when the last one has ended. */
    public synchronized CompletableFuture<Void> drain() {
        draining = true;
        if (count == 0) {
            var unused = drained.complete(null);
        }
        return drained;
    }
}
