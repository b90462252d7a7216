// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.log.AnnouncementMark;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Announces on the bus what was committed, in the order of the log, at least once: it follows the log itself, from a mark that
 * is moved after the bus took the events. A bus that is away delays announcements and loses none, one that lost its data is
 * told of the whole log again; accepting events never waits for it.
 */
public final class Announcements implements CommitListener, AutoCloseable {

    private static final int BATCH = 256;
    private static final int RETRY_SECONDS = 2;
    private static final Duration STOP = Duration.ofSeconds(3);

    private final EventLog log;
    private final AnnouncementMark mark;
    private final Announcer announcer;
    private final Semaphore news = new Semaphore(1);
    private final Thread thread;
    private boolean failing;
    private volatile boolean closed;

    /** Wires the parts; {@link #start} begins. */
    public Announcements(EventLog log, AnnouncementMark mark, Announcer announcer) {
        this.log = log;
        this.mark = mark;
        this.announcer = announcer;
        this.thread = Thread.ofVirtual().name("registry-announcements").unstarted(this::follow);
    }

    /** Begins with what had not been announced before the last stop. */
    public void start() {
        thread.start();
    }

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        news.release();
    }

    private void follow() {
        try {
            while (!closed) {
                if (news.tryAcquire(RETRY_SECONDS, TimeUnit.SECONDS)) {
                    news.drainPermits();
                }
                if (!closed) {
                    announceAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Announces what was not announced yet; called by the thread of this object, and by tests without it. */
    void announceAll() {
        try {
            if (!busStillKnows()) {
                mark.moveTo(0);
            }
            List<LogEntry> entries = log.read(mark.next(), BATCH);
            while (!entries.isEmpty() && !closed) {
                announcer.announce(entries);
                mark.moveTo(entries.getLast().index() + 1);
                entries = log.read(mark.next(), BATCH);
            }
            tell(false, "accepted events are announced on the bus again");
        } catch (RuntimeException e) {
            tell(
                    true,
                    "accepted events could not be announced on the bus; trying again every " + RETRY_SECONDS + " s: "
                            + e.getClass().getSimpleName());
        }
    }

    private boolean busStillKnows() {
        if (mark.next() == 0) {
            return true;
        }
        List<LogEntry> last = log.read(mark.next() - 1, 1);
        return !last.isEmpty() && announcer.remembers(last.getFirst());
    }

    /** Tells the operator once that it fails, and once that it works again. */
    private void tell(boolean fails, String message) {
        if (fails != failing) {
            failing = fails;
            System.getLogger(Announcements.class.getName())
                    .log(fails ? System.Logger.Level.WARNING : System.Logger.Level.INFO, message);
        }
    }

    /** Stops when the bus has taken what it is being told, or soon; the rest is announced after the next start. */
    @Override
    public void close() {
        closed = true;
        news.release();
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            if (!thread.join(STOP)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
