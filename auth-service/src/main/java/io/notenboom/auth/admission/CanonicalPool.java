// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.admission;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jsonld.CanonicalWork;
import io.notenboom.trust.jsonld.JsonLdException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A few platform threads that compute canonical forms, with a bounded line before them; whoever finds that full computes by
 * itself. Virtual threads share the processor by turns only when they wait, so without this a document that takes a second would keep
 * the answers to everybody else for that long.
 */
@CheckReturnValue
public final class CanonicalPool implements CanonicalWork, AutoCloseable {

    private static final int LINE = 256;

    private final ThreadPoolExecutor threads;

    /** @param size how many threads, at least 1 */
    public CanonicalPool(int size) {
        AtomicInteger number = new AtomicInteger();
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(LINE),
                work -> Thread.ofPlatform()
                        .daemon()
                        .name("canonical-" + number.incrementAndGet())
                        .unstarted(work),
                new ThreadPoolExecutor.CallerRunsPolicy());
    }

    @Override
    public byte[] run(Computation computation) throws JsonLdException {
        Future<byte[]> form = threads.submit(computation::compute);
        try {
            return form.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case JsonLdException refused -> throw refused;
                case RuntimeException unexpected -> throw unexpected;
                case Error broken -> throw broken;
                case null, default -> throw new IllegalStateException("a canonical form could not be computed", failed);
            }
        } catch (InterruptedException interrupted) {
            boolean unusedEnded = form.cancel(true);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a canonical form was computed", interrupted);
        }
    }

    /** How many wait for a thread. */
    public int waiting() {
        return threads.getQueue().size();
    }

    /** Ends the threads; nothing is computed any more. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
