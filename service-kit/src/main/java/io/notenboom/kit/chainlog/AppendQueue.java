// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is to be appended to a log, in the order in which it came. Whatever comes while the writer is at work goes into one batch,
 * which it takes as a whole when it is done; all who added to a batch wait for that one. Safe for many threads, and one writer.
 */
final class AppendQueue {

    /** Most records that wait. */
    private static final int MOST = 4_096;

    private static final long WAIT_SECONDS = 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();
    private final Condition room = lock.newCondition();
    private Batch open = new Batch();
    private boolean closed;

    /** Records that are written together. */
    static final class Batch {

        private final List<byte[]> records = new ArrayList<>();
        private final CompletableFuture<Long> written = new CompletableFuture<>();

        /** The records, in order. */
        List<byte[]> records() {
            return records;
        }

        /** They are on disk, the first of them with this sequence number. */
        void written(long firstSequence) {
            boolean unusedAfterATimeout = written.complete(firstSequence);
        }

        /** They are not known to be on disk. */
        void failed(Throwable failure) {
            boolean unusedAfterATimeout = written.completeExceptionally(failure);
        }

        /** One timer for all who wait, from when the first of them came. */
        private void begin() {
            CompletableFuture<Long> unused = written.orTimeout(WAIT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Adds records that belong together and waits until they are on disk.
     *
     * @return sequence number of the last
     * @throws LogFailureException if they are not known to be on disk
     */
    long add(List<byte[]> together) {
        Batch batch;
        int last;
        lock.lock();
        try {
            awaitRoom();
            batch = open;
            if (batch.records.isEmpty()) {
                batch.begin();
                work.signal();
            }
            batch.records.addAll(together);
            last = batch.records.size() - 1;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogFailureException("interrupted while appending");
        } finally {
            lock.unlock();
        }
        try {
            return batch.written.join() + last;
        } catch (CompletionException failure) {
            throw new LogFailureException("the record is not known to be on disk", failure);
        }
    }

    private void awaitRoom() throws InterruptedException {
        long left = TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!closed && open.records.size() >= MOST) {
            if (left <= 0) {
                throw new LogFailureException("the log cannot keep up");
            }
            left = room.awaitNanos(left);
        }
        if (closed) {
            throw new LogFailureException("the log is closed");
        }
    }

    /** All that waits, for the writer; waits until there is something, and gives an empty batch when there never will be. */
    Batch next() {
        if (awaitWork()) {
            // whoever is about to add something is in time for this batch
            Thread.yield();
        }
        lock.lock();
        try {
            Batch next = open;
            open = new Batch();
            room.signalAll();
            return next;
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitWork() {
        lock.lock();
        try {
            boolean waited = false;
            while (!closed && open.records.isEmpty()) {
                work.awaitUninterruptibly();
                waited = true;
            }
            return waited;
        } finally {
            lock.unlock();
        }
    }

    /** Takes nothing more. */
    void close() {
        lock.lock();
        try {
            closed = true;
            work.signal();
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
