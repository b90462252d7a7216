// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.task.TaskState;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The flows of a file of decisions, by name. */
record FlowsOfFile(JsonNode file) {

    private static final String SERVER = "https://sender.invalid/fhir";

    /** A flow that a tenant sends. */
    Flow sent(String name) {
        JsonNode data = Case.require(file.path("flows"), name, "flows");
        JsonNode task = Case.require(data, "task", "flow " + name);
        return new Flow(
                header(name, data, Role.SENDER),
                new Parties(party(data.path("sender")), party(data.path("receiver")), SERVER),
                new FlowTask(
                        task.path("id").asText(),
                        state(task.path("status").asText()),
                        task.path("remainderHash").asText(""),
                        task.has("ops") ? operations(task.path("ops")) : FlowTask.READ_AND_UPDATE),
                new Grants(compositions(data), resources(data)),
                new Validity(
                        instant(data.path("notBefore")),
                        instant(data.path("dataExpires")),
                        instant(data.path("taskExpires"))),
                data.path("revoked").asBoolean());
    }

    /** A flow that a tenant knows as the receiver. */
    Flow received(String name) {
        JsonNode data = Case.require(file.path("incoming"), name, "incoming");
        return new Flow(
                header(name, data, Role.RECEIVER),
                new Parties(party(data.path("sender")), party(data.path("receiver")), SERVER),
                new FlowTask(
                        data.path("task").path("id").asText(),
                        state(data.path("task").path("status").asText()),
                        "",
                        Set.of()),
                Grants.NONE,
                new Validity(Instant.MIN, Instant.MAX, Instant.MAX),
                false);
    }

    private static FlowHeader header(String name, JsonNode data, Role role) {
        return new FlowHeader(name, 1, data.path("tenant").asText(), role, "cases", "cases");
    }

    private static List<CompositionGrant> compositions(JsonNode data) {
        List<CompositionGrant> compositions = new ArrayList<>();
        data.path("compositions")
                .forEach(grant -> compositions.add(new CompositionGrant(
                        grant.path("ref").asText(),
                        CompositionKind.of(grant.path("kind").asText())
                                .orElseThrow(() -> new CaseFormatException("unknown kind of Composition")),
                        operations(grant.path("ops")),
                        user(grant))));
        return compositions;
    }

    private static List<ResourceGrant> resources(JsonNode data) {
        List<ResourceGrant> resources = new ArrayList<>();
        data.path("resources")
                .forEach(grant -> resources.add(new ResourceGrant(
                        grant.path("path").asText(),
                        operations(grant.path("ops")),
                        user(grant),
                        Case.texts(grant.path("via")))));
        return resources;
    }

    static TaskState state(String name) {
        return TaskState.of(name).orElseThrow(() -> new CaseFormatException("unknown Task state " + name));
    }

    static Instant instant(JsonNode text) {
        try {
            return Instant.parse(text.asText());
        } catch (DateTimeException malformed) {
            throw new CaseFormatException("a time is not in ISO 8601: " + text.asText());
        }
    }

    private static Party party(JsonNode data) {
        return new Party(
                Case.texts(data.path("dids")),
                Case.texts(data.path("clientIds")),
                data.path("ura").textValue());
    }

    private static UserRequirement user(JsonNode grant) {
        if (!grant.has("assurance")) {
            return grant.path("userContext").asBoolean() ? UserRequirement.LOW : UserRequirement.NONE;
        }
        String name = grant.path("assurance").asText();
        return Arrays.stream(UserRequirement.values())
                .filter(level -> level.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new CaseFormatException("unknown assurance " + name));
    }

    private static Set<Interaction> operations(JsonNode names) {
        Set<Interaction> operations = new HashSet<>();
        for (String name : Case.texts(names)) {
            operations.add(Arrays.stream(Interaction.values())
                    .filter(one -> one.wireName().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new CaseFormatException("unknown operation " + name)));
        }
        return operations;
    }
}
