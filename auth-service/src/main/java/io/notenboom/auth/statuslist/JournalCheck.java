// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import io.notenboom.auth.statuslist.StatusListJournal.Line;
import io.notenboom.trust.did.Did;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Notices a store that was put back to an earlier state: it lacks what the journal says was taken. Then all lines are entered
 * again, revocations too, and each page that lacked something is closed for ever, with those before it, because others may have
 * taken entries of them that no journal here knows.
 */
final class JournalCheck {

    private final StatusListStore store;
    private final StatusListJournal journal;
    private final Map<Did, Integer> closed = new HashMap<>();
    private boolean started;
    private @Nullable Line last;

    JournalCheck(StatusListStore store, StatusListJournal journal) {
        this.store = store;
        this.journal = journal;
    }

    /**
     * At first all lines are compared with the store, later the last one, and all if it is missing.
     *
     * @return how many lines were missing
     */
    synchronized int check() {
        Line known = last;
        if (started && (known == null || has(known))) {
            return 0;
        }
        if (!started) {
            journal.closed().forEach(page -> closed.merge(page.issuer(), page.number(), Math::max));
        }
        int missing = 0;
        for (Line line : journal.lines()) {
            if (enter(line)) {
                close(line.page());
                missing++;
            }
            last = line;
        }
        started = true;
        return missing;
    }

    private boolean has(Line line) {
        return line.revoked() ? store.isRevoked(line.page(), line.index()) : store.isInUse(line.page(), line.index());
    }

    synchronized void taken(StatusListPage page, int index) {
        add(new Line(page, index, false));
    }

    synchronized void revoked(StatusListPage page, int index) {
        add(new Line(page, index, true));
    }

    /** Closes this page and those before it. */
    synchronized void close(StatusListPage page) {
        if (page.number() > closedUpTo(page.issuer())) {
            journal.close(page);
            closed.put(page.issuer(), page.number());
        }
    }

    /** Number of the last page that is closed; 0 if none is. Known after the first {@link #check}. */
    synchronized int closedUpTo(Did issuer) {
        return closed.getOrDefault(issuer, 0);
    }

    private void add(Line line) {
        journal.add(line);
        last = line;
    }

    /** Whether the store lacked it. */
    private boolean enter(Line line) {
        store.open(line.page());
        boolean lacked = store.take(line.page(), line.index());
        boolean lackedRevocation = line.revoked() && store.revoke(line.page(), line.index());
        return lacked || lackedRevocation;
    }
}
