// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.tabletest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.tabletest.TableCase.Expected;
import io.notenboom.pdp.trial.TrialException;
import io.notenboom.pdp.trial.TrialJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A file of cases: {@code pep}, {@code profile} and {@code now} for all of them, {@code flows} and {@code tokens} by name, and
 * {@code cases}. A case names its token, and the flows that exist in it when it is not all of them.
 */
public final class CaseTable {

    private static final Set<String> MEMBERS = Set.of("pep", "profile", "now", "flows", "tokens", "cases");
    private static final Set<String> CASE = Set.of(
            "name",
            "pep",
            "profile",
            "now",
            "flows",
            "token",
            "proof",
            "certificate",
            "request",
            "expect",
            "reason",
            "failed",
            "flow");
    private static final int MOST_CASES = 10_000;

    private final JsonNode file;

    private CaseTable(JsonNode file) {
        this.file = file;
    }

    /**
     * The cases of a file.
     *
     * @throws TrialException with what to correct
     */
    public static List<TableCase> read(JsonNode file) {
        TrialJson.object(file, "The file", MEMBERS);
        if (!file.path("cases").isArray()
                || file.path("cases").isEmpty()
                || file.path("cases").size() > MOST_CASES) {
            throw new TrialException("Give cases as a list of 1 to " + MOST_CASES + ".");
        }
        CaseTable table = new CaseTable(file);
        List<TableCase> cases = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode one : file.path("cases")) {
            TableCase read = table.read(one, cases.size() + 1);
            if (!names.add(read.name())) {
                throw new TrialException("Two cases have the name " + read.name() + ".");
            }
            cases.add(read);
        }
        return cases;
    }

    private TableCase read(JsonNode json, int number) {
        TrialJson.object(json, "Case " + number, CASE);
        String name = TrialJson.text(json, "name");
        try {
            return new TableCase(name, trial(json), expected(json));
        } catch (TrialException incorrect) {
            throw new TrialException("Case " + name + ": " + incorrect.getMessage());
        }
    }

    private static Expected expected(JsonNode json) {
        String effect = TrialJson.text(json, "expect");
        if (!Set.of("permit", "deny").contains(effect)) {
            throw new TrialException("expect is permit or deny.");
        }
        return new Expected(effect, given(json, "reason"), given(json, "failed"), given(json, "flow"));
    }

    private static Optional<String> given(JsonNode json, String member) {
        return Optional.of(TrialJson.text(json, member, "")).filter(value -> !value.isEmpty());
    }

    private ObjectNode trial(JsonNode json) {
        ObjectNode trial = JsonNodeFactory.instance.objectNode();
        for (String member : List.of("pep", "profile", "now")) {
            JsonNode value = json.has(member) ? json.path(member) : file.path(member);
            if (!value.isMissingNode()) {
                trial.set(member, value.deepCopy());
            }
        }
        if (!trial.has("pep")) {
            trial.putObject("pep");
        }
        if (json.has("token")) {
            trial.set("token", token(json.path("token")));
        }
        for (String member : List.of("proof", "certificate", "request")) {
            if (json.has(member)) {
                trial.set(member, json.path(member).deepCopy());
            }
        }
        trial.set("flows", flows(json.path("flows")));
        return trial;
    }

    private JsonNode token(JsonNode token) {
        if (!token.isTextual() || Set.of("inactive", "unavailable").contains(token.textValue())) {
            return token.deepCopy();
        }
        JsonNode known = file.path("tokens").path(token.textValue());
        if (!known.isObject()) {
            throw new TrialException("There is no token " + token.textValue() + " under tokens.");
        }
        return known.deepCopy();
    }

    private JsonNode flows(JsonNode chosen) {
        if (chosen.isTextual()) {
            return chosen;
        }
        ArrayNode flows = JsonNodeFactory.instance.arrayNode();
        if (chosen.isMissingNode()) {
            file.path("flows").fieldNames().forEachRemaining(name -> flows.add(flow(name)));
        }
        for (JsonNode one : chosen) {
            flows.add(one.isTextual() ? flow(one.textValue()) : one.deepCopy());
        }
        return flows;
    }

    private ObjectNode flow(String name) {
        if (!(file.path("flows").path(name) instanceof ObjectNode known)) {
            throw new TrialException("There is no flow " + name + " under flows.");
        }
        ObjectNode flow = known.deepCopy();
        return flow.has("id") ? flow : flow.put("id", name);
    }
}
