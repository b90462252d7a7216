// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.audit.AuditRecord;
import io.notenboom.kit.chainlog.LogFailureException;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.RequestId;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jboss.logging.Logger;

/**
 * What the audit log keeps about callers: who got in by a key or as an operator, who was refused, and who did what. Of many
 * refusals of one caller within a minute the first ones are recorded one by one, the others as a number. Safe for many threads.
 */
@ApplicationScoped
public class AccessRecords {

    /** Refusals recorded one by one for one caller within a minute. */
    static final int REFUSALS_A_MINUTE = 60;

    /** Who calls without a token that is known here. */
    private static final String NOBODY = "nobody";

    private static final Logger LOG = Logger.getLogger(AccessRecords.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_CALLERS = 1_000;
    private static final int MAX_TEXT = 400;

    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(Instant began, int count) {

        boolean isOver(Instant now) {
            return !now.isBefore(began.plus(MINUTE));
        }

        int unrecorded() {
            return Math.max(0, count - REFUSALS_A_MINUTE);
        }
    }

    /** Keeps records in this log. */
    @Inject
    public AccessRecords(AuditLog audit, InstantSource clock) {
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Somebody got in with a token that was not seen before.
     *
     * @param how kind of token, as {@code token_v2}
     * @param detail ids of the token and of who made it; other characters than visible ASCII are replaced
     * @throws ProblemException {@code unavailable} when the record is not known to be on disk: nobody gets in unrecorded
     */
    public void granted(Identity identity, String how, String detail) {
        require(identity, "access." + how, detail, AuditRecord.Outcome.DONE);
    }

    /**
     * Somebody is about to do something.
     *
     * @param what the act
     * @param object path of the call
     * @throws ProblemException {@code unavailable} when the record is not known to be on disk: nothing is done unrecorded
     */
    void begins(Identity identity, String what, String object) {
        require(identity, what, object, AuditRecord.Outcome.BEGUN);
    }

    /** How it ended; a record that fails is reported, and that it began is recorded. */
    void ends(Identity identity, String what, String object, AuditRecord.Outcome outcome) {
        try {
            append(identity, what, object, outcome);
        } catch (LogFailureException failure) {
            LOG.errorf(failure, "how %s ended (%s) could not be written to the audit log", what, outcome);
        }
    }

    private void require(Identity identity, String what, String object, AuditRecord.Outcome outcome) {
        try {
            append(identity, what, object, outcome);
        } catch (LogFailureException failure) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE,
                    "The audit log cannot be written at present, so nothing was done; try again in a moment.",
                    failure);
        }
    }

    /**
     * Somebody was refused; a record that fails is reported.
     *
     * @param identity who; without an id if nobody is known by the token
     * @param why a word
     * @param operation verb and path of the call
     */
    void refused(Identity identity, String why, String operation) {
        String who = identity.id().isEmpty() ? NOBODY : identity.id();
        if (withinBudget(who)) {
            record(who, "access." + why, operation);
        }
    }

    /** Records how many refusals were not recorded one by one, of minutes that are over. */
    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void closeMinutes() {
        Instant now = clock.instant();
        closed(window -> window.isOver(now)).forEach(this::tell);
    }

    /** The same, of all minutes, before the service ends and the log with it. */
    void ends(@Observes(notifyObserver = Reception.IF_EXISTS) ShutdownEvent end) {
        close();
    }

    void close() {
        closed(window -> true).forEach(this::tell);
    }

    private synchronized Map<String, Window> closed(Predicate<Window> over) {
        Map<String, Window> ended = new LinkedHashMap<>();
        windows.forEach((who, window) -> {
            if (over.test(window)) {
                ended.put(who, window);
            }
        });
        ended.keySet().forEach(windows::remove);
        return ended;
    }

    private void tell(String who, Window window) {
        if (window.unrecorded() > 0) {
            record(who, "access.more", window.unrecorded() + " more calls in the minute from " + window.began());
        }
    }

    private void record(String who, String what, String object) {
        try {
            append(who, what, object, AuditRecord.Outcome.REFUSED);
        } catch (LogFailureException failure) {
            LOG.error("a refusal could not be written to the audit log", failure);
        }
    }

    private void append(Identity identity, String what, String object, AuditRecord.Outcome outcome) {
        append(identity.id(), what, object, outcome);
    }

    private void append(String who, String what, String object, AuditRecord.Outcome outcome) {
        var unused = audit.append(new AuditRecord(
                who, what, plain(object), outcome, RequestId.current().orElse("")));
    }

    private static String plain(String text) {
        String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private boolean withinBudget(String who) {
        Map<String, Window> ended = new LinkedHashMap<>();
        boolean within = counted(who, ended) <= REFUSALS_A_MINUTE;
        ended.forEach(this::tell);
        return within;
    }

    /** Counts a refusal; answers how many there were in its minute, and which minutes ended. */
    private synchronized int counted(String who, Map<String, Window> ended) {
        Instant now = clock.instant();
        Window window = windows.remove(who);
        if (window != null && window.isOver(now)) {
            ended.put(who, window);
            window = null;
        }
        Window next = window == null ? new Window(now, 1) : new Window(window.began(), window.count() + 1);
        windows.put(who, next);
        if (windows.size() > MAX_CALLERS) {
            String oldest = windows.keySet().iterator().next();
            ended.put(oldest, windows.remove(oldest));
        }
        return next.count();
    }
}
