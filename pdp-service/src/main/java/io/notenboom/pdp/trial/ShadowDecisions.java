// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.profile.UseCaseProfile;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Lets a second version of a profile decide beside the one in force. Its decisions have no effect and are not in the decision
 * log; what differs is counted, and the latest {@value #KEPT} differences can be listed. Thread-safe.
 */
public final class ShadowDecisions {

    /** How many differences are kept. */
    public static final int KEPT = 1_000;

    private final Function<String, Optional<UseCaseProfile>> candidates;
    private final Counts counts;
    private final Deque<Difference> differences = new ArrayDeque<>();

    /** @param candidates the version of a profile, by its name, that decides beside the one in force */
    public ShadowDecisions(Function<String, Optional<UseCaseProfile>> candidates, Counts counts) {
        this.candidates = candidates;
        this.counts = counts;
    }

    /** Counts what was compared. */
    @FunctionalInterface
    public interface Counts {

        /** One comparison of a profile's versions. */
        void compared(Kind kind);
    }

    /** How two outcomes compare. */
    public enum Kind {
        /** The same effect for the same reason, by the same flow. */
        SAME("same"),
        /** In force permits, the other denies. */
        STRICTER("stricter"),
        /** In force denies, the other permits. */
        WIDER("wider"),
        /** The same effect for another reason or by another flow. */
        OTHER_REASON("other_reason"),
        /** The other version could not decide. */
        FAILED("failed");

        private final String wireName;

        Kind(String wireName) {
            this.wireName = wireName;
        }

        /** The name in metrics and in the API. */
        public String wireName() {
            return wireName;
        }

        static Kind of(Outcome inForce, Outcome other) {
            if (inForce.equals(other)) {
                return SAME;
            }
            if (inForce.effect().equals(other.effect())) {
                return OTHER_REASON;
            }
            return inForce.effect().equals("permit") ? STRICTER : WIDER;
        }
    }

    /**
     * A decision that came out otherwise.
     *
     * @param decision id of the decision that was given
     * @param subject whose data it was about
     */
    public record Difference(
            String decision, Instant time, String subject, Version version, Outcome inForce, Outcome other) {

        /** Which version differs. */
        public record Version(String profile, int number) {}

        /** The JSON form. */
        public ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance.objectNode().put("decision", decision);
            json.put("time", time.toString()).put("profile", version.profile()).put("version", version.number());
            json.put("kind", Kind.of(inForce, other).wireName());
            json.set("inForce", inForce.toJson());
            json.set("shadow", other.toJson());
            return json;
        }
    }

    /**
     * Compares; never throws.
     *
     * @param subject whose data the decision is about, empty when it is not known
     */
    public void compare(String id, String subject, Question question, Decision given) {
        boolean outage = given instanceof Decision.Deny deny && deny.reason().equals(Reason.UNAVAILABLE);
        Optional<UseCaseProfile> candidate = candidates.apply(question.profile().name());
        if (outage || candidate.isEmpty()) {
            return;
        }
        UseCaseProfile profile = candidate.get();
        try {
            Outcome inForce = Outcome.of(given);
            Outcome other = Outcome.of(DecisionEngine.decide(by(question, profile)));
            Kind kind = Kind.of(inForce, other);
            counts.compared(kind);
            if (kind != Kind.SAME) {
                keep(new Difference(
                        id,
                        question.now(),
                        subject,
                        new Difference.Version(profile.name(), profile.version()),
                        inForce,
                        other));
            }
        } catch (RuntimeException failed) {
            counts.compared(Kind.FAILED);
        }
    }

    /** The same question under another profile. */
    public static Question by(Question question, UseCaseProfile profile) {
        return new Question(
                question.pep(), question.request(), question.presented(), question.flows(), profile, question.now());
    }

    private void keep(Difference difference) {
        synchronized (differences) {
            differences.addFirst(difference);
            if (differences.size() > KEPT) {
                differences.removeLast();
            }
        }
    }

    /** The latest differences, newest first. */
    public List<Difference> latest(Predicate<String> subjects, int limit) {
        synchronized (differences) {
            return differences.stream()
                    .filter(difference -> subjects.test(difference.subject()))
                    .limit(limit)
                    .toList();
        }
    }

    /** How the kept differences divide by kind. */
    public Map<Kind, Long> kinds(Predicate<String> subjects) {
        return latest(subjects, KEPT).stream()
                .collect(java.util.stream.Collectors.groupingBy(
                        difference -> Kind.of(difference.inForce(), difference.other()),
                        java.util.TreeMap::new,
                        java.util.stream.Collectors.counting()));
    }
}
