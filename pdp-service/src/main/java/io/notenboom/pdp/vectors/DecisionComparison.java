// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.decision.CheckReport;
import io.notenboom.pdp.decision.CheckReport.Result;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares a decision with what a case expects of it. */
final class DecisionComparison {

    private DecisionComparison() {}

    static CaseResult compare(Case about, JsonNode expected, Decision decision) {
        List<Difference> differences = differences(expected, decision);
        if (differences.isEmpty()) {
            return CaseResult.passed(about);
        }
        Difference first = differences.getFirst();
        return CaseResult.failed(about, first.expected(), first.got(), decidingCheck(decision));
    }

    private record Difference(String expected, String got) {}

    private static List<Difference> differences(JsonNode expected, Decision decision) {
        List<Difference> found = new ArrayList<>();
        String wanted = expected.path("decision").asText();
        Set<String> reasons = Case.reasons(expected);
        boolean effect = wanted.equals(effect(decision));
        if (!effect || !reasons.contains(reason(decision))) {
            found.add(new Difference(wanted + " " + Case.joined(reasons), effect(decision) + " " + reason(decision)));
            return found;
        }
        if (expected.has("status") && expected.path("status").asInt() != status(decision)) {
            found.add(new Difference("status " + expected.path("status").asInt(), "status " + status(decision)));
        }
        if (expected.has("cacheable") && expected.path("cacheable").asBoolean() == unavailable(decision)) {
            found.add(new Difference("cacheable " + expected.path("cacheable"), "cacheable " + !unavailable(decision)));
        }
        if (decision instanceof Decision.Permit permit) {
            ofPermit(expected, permit, found);
        }
        if (!expected.has("reasonAnyOf")) {
            ofChecks(expected.path("checks"), decision, found);
        }
        return found;
    }

    private static void ofPermit(JsonNode expected, Decision.Permit permit, List<Difference> found) {
        String flow = permit.flow().map(one -> one.id()).orElse("none");
        Set<String> flows = Case.texts(expected.path("flowAnyOf"));
        if (expected.has("flow")) {
            flows.add(expected.path("flow").asText());
        }
        if (!flows.isEmpty() && !flows.contains(flow)) {
            found.add(new Difference("flow " + Case.joined(flows), "flow " + flow));
        }
        if (expected.has("scope") && !expected.path("scope").asText().equals(permit.scope())) {
            found.add(new Difference("scope " + expected.path("scope").asText(), "scope " + permit.scope()));
        }
        Set<String> obligations = new TreeSet<>();
        permit.obligations().forEach(one -> obligations.add(one.wireName()));
        if (expected.has("obligations") && !obligations.equals(Case.texts(expected.path("obligations")))) {
            found.add(new Difference(
                    "obligations " + new TreeSet<>(Case.texts(expected.path("obligations"))),
                    "obligations " + obligations));
        }
    }

    private static void ofChecks(JsonNode expected, Decision decision, List<Difference> found) {
        for (Map.Entry<String, JsonNode> check : expected.properties()) {
            String wanted = check.getValue().asText();
            String got = decision.checks().stream()
                    .filter(report -> report.check().wireName().equals(check.getKey()))
                    .map(report -> report.result().wireName())
                    .findFirst()
                    .orElse("unknown check");
            if (!wanted.equals("not_evaluated") && !wanted.equals(got)) {
                found.add(new Difference(check.getKey() + " " + wanted, check.getKey() + " " + got));
            }
        }
    }

    /** What a client may see of a decision. */
    static String told(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit -> "200";
            case Decision.Deny deny ->
                deny.reason().status() + " " + deny.reason().publicCode();
        };
    }

    static String effect(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit -> "permit";
            case Decision.Deny deny -> "deny";
        };
    }

    static String reason(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit -> permit.basis().wireName();
            case Decision.Deny deny -> deny.reason().code();
        };
    }

    private static int status(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit -> 200;
            case Decision.Deny deny -> deny.reason().status();
        };
    }

    private static boolean unavailable(Decision decision) {
        return decision instanceof Decision.Deny deny && deny.reason().equals(Reason.UNAVAILABLE);
    }

    /** The first check that failed, or else the last one that passed. */
    static String decidingCheck(Decision decision) {
        String last = "none";
        for (CheckReport report : decision.checks()) {
            if (report.result() == Result.FAIL) {
                return report.check().wireName();
            }
            last = report.result() == Result.PASS ? report.check().wireName() : last;
        }
        return last;
    }
}
