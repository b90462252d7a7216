// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.ServiceDefinition;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Copies a list at once after this node changed it, so that its searches tell of the change. What is changed while a copy is
 * being made shares the next one. A copy that fails is made at the next regular time, which also reports what is wrong. Safe
 * for many threads.
 */
public final class ListRefresh {

    private final ListFollower follower;
    private final Executor executor;
    private final Duration patience;
    private final Map<String, CompletableFuture<Boolean>> next = new ConcurrentHashMap<>();
    private final Map<String, Lock> running = new ConcurrentHashMap<>();

    /**
     * Copies with this follower.
     *
     * @param executor runs copies, at most two for a service at one time, of which one waits
     * @param patience how long whoever made a change waits at most
     */
    public ListRefresh(ListFollower follower, Executor executor, Duration patience) {
        this.follower = follower;
        this.executor = executor;
        this.patience = patience;
    }

    /** Copies the list of a service, and returns when that is done, or takes too long and goes on by itself. */
    public void changed(ServiceDefinition service) {
        CompletableFuture<Boolean> copy = new CompletableFuture<>();
        CompletableFuture<Boolean> waiting = next.putIfAbsent(service.id(), copy);
        if (waiting == null) {
            executor.execute(() -> copy(service, copy));
        }
        try {
            Boolean unused = (waiting == null ? copy : waiting).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException later) {
            // the next regular copy has it
        }
    }

    private void copy(ServiceDefinition service, CompletableFuture<Boolean> made) {
        Lock lock = running.computeIfAbsent(service.id(), id -> new ReentrantLock());
        lock.lock();
        try {
            boolean unusedWaited = next.remove(service.id(), made);
            int unusedEntries = follower.follow(service);
            made.complete(true);
        } catch (DiscoveryServerException | RuntimeException failed) {
            made.completeExceptionally(failed);
        } finally {
            lock.unlock();
        }
    }
}
