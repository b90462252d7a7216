// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import io.micrometer.core.instrument.Counter;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.log.DecisionWitness;
import io.notenboom.pdp.trial.ShadowDecisions;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Counts decisions, lets the shadow compare them, and raises the alarm when the log takes none. */
final class CountingWitness implements DecisionWitness {

    private static final Logger ALARM = Logger.getLogger("io.notenboom.pdp.alarm");

    private final ShadowDecisions shadow;
    private final ServiceMeters meters;
    private final Counter notLogged;
    private final Map<String, Counter> decisions = new ConcurrentHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();

    CountingWitness(ShadowDecisions shadow, ServiceMeters meters) {
        this.shadow = shadow;
        this.meters = meters;
        this.notLogged = meters.counter("decisions.unlogged", "Decisions refused because the log did not take them");
    }

    @Override
    public void decided(String id, Question question, Decision decision) {
        counter(decision).increment();
        if (failing.compareAndSet(true, false)) {
            ALARM.info("The decision log takes records again");
        }
        String subject = question.pep() instanceof PepOutcome.Authenticated pep ? pep.subject() : "";
        shadow.compare(id, subject, question, decision);
    }

    private Counter counter(Decision decision) {
        String effect =
                switch (decision) {
                    case Decision.Permit _ -> "permit";
                    case Decision.Deny _ -> "deny";
                };
        String reason =
                switch (decision) {
                    case Decision.Permit permit -> permit.basis().wireName();
                    case Decision.Deny deny -> deny.reason().code();
                };
        return decisions.computeIfAbsent(
                effect + " " + reason,
                key -> meters.counter("decisions", "Decisions given", "effect", effect, "reason", reason));
    }

    @Override
    public void notLogged(RuntimeException failure) {
        notLogged.increment();
        if (failing.compareAndSet(false, true)) {
            ALARM.errorf(failure, "The decision log takes no records: every request is answered with 503");
        }
    }
}
