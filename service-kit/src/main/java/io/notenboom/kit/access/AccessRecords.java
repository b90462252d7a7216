// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.audit.AuditRecord;
import io.notenboom.kit.chainlog.LogFailureException;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What the audit log keeps about callers: who got in by a key or as an operator, who reached for what belongs to a subject that
 * its token is not for, and who did what. Safe for many threads.
 */
@ApplicationScoped
public class AccessRecords {

    /** Refusals recorded for one caller within a minute; more are counted by the meter only. */
    static final int REFUSALS_A_MINUTE = 60;

    private static final Logger LOG = Logger.getLogger(AccessRecords.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MAX_CALLERS = 1_000;
    private static final int MAX_TEXT = 400;

    private final AuditLog audit;
    private final InstantSource clock;
    private final Map<String, Window> windows = new LinkedHashMap<>();

    private record Window(Instant began, int count) {}

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

    /** Somebody reached for what belongs to another subject and was refused; a record that fails is reported. */
    void subjectRefused(Identity identity, String operation) {
        if (!withinBudget(identity.id())) {
            return;
        }
        try {
            append(identity, "access.subject", operation, AuditRecord.Outcome.REFUSED);
        } catch (LogFailureException failure) {
            LOG.error("a refusal could not be written to the audit log", failure);
        }
    }

    private void append(Identity identity, String what, String object, AuditRecord.Outcome outcome) {
        var unused = audit.append(new AuditRecord(
                identity.id(), what, plain(object), outcome, RequestId.current().orElse("")));
    }

    private static String plain(String text) {
        String shown = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + "..." : text;
        return shown.replaceAll("[^\\x20-\\x7e]", "?");
    }

    private synchronized boolean withinBudget(String id) {
        Instant now = clock.instant();
        Window window = windows.remove(id);
        boolean begins = window == null || !now.isBefore(window.began().plus(MINUTE));
        Window next = begins || window == null ? new Window(now, 1) : new Window(window.began(), window.count() + 1);
        windows.put(id, next);
        if (windows.size() > MAX_CALLERS) {
            windows.remove(windows.keySet().iterator().next());
        }
        return next.count() <= REFUSALS_A_MINUTE;
    }
}
