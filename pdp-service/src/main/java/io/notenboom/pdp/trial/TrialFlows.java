// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.profile.UseCaseProfile;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Reads flows that somebody made up: as the API has them, with usual values for what a trial seldom cares about. */
public final class TrialFlows {

    private static final Duration DATA = Duration.ofDays(30);
    private static final Duration TASK = Duration.ofDays(365);
    private static final Set<String> MEMBERS = Set.of(
            "id",
            "version",
            "subject",
            "role",
            "profile",
            "createdBy",
            "revoked",
            "sender",
            "receiver",
            "fhirBase",
            "task",
            "compositions",
            "resources",
            "notBefore",
            "dataExpires",
            "taskExpires");

    private TrialFlows() {}

    /**
     * A flow.
     *
     * @param id when the flow names none
     * @throws TrialException with what to correct
     */
    public static Flow read(JsonNode json, String id, String subject, UseCaseProfile profile, Instant now) {
        TrialJson.object(json, "A flow", MEMBERS);
        ObjectNode flow = json.deepCopy();
        usual(flow, "id", id);
        usual(flow, "subject", subject);
        usual(flow, "role", "sender");
        usual(flow, "profile", profile.name());
        usual(flow, "createdBy", "trial");
        usual(flow, "fhirBase", "https://sender.example/fhir");
        usual(flow, "notBefore", now.minus(Duration.ofDays(1)).toString());
        usual(flow, "dataExpires", now.plus(DATA).toString());
        usual(flow, "taskExpires", now.plus(TASK).toString());
        if (!flow.has("sender")) {
            flow.putObject("sender").putArray("dids").add("did:web:sender.example");
        }
        operations(flow.withObject("/task"), "read", "update");
        String user = profile.user().demanded() ? "low" : "none";
        flow.path("compositions").forEach(grant -> grant(grant, user, "read", "document"));
        flow.path("resources").forEach(grant -> {
            grant(grant, user, "read");
            via(flow, grant);
        });
        try {
            return FlowJson.read(flow);
        } catch (IllegalArgumentException incorrect) {
            throw new TrialException("Flow " + flow.path("id").asText() + ": " + incorrect.getMessage());
        }
    }

    private static void usual(ObjectNode json, String member, String value) {
        if (!json.has(member)) {
            json.put(member, value);
        }
    }

    private static void grant(JsonNode grant, String user, String... operations) {
        if (grant instanceof ObjectNode object) {
            operations(object, operations);
            usual(object, "user", user);
        }
    }

    private static void operations(ObjectNode json, String... operations) {
        if (!json.has("ops")) {
            ArrayNode list = json.putArray("ops");
            for (String operation : operations) {
                list.add(operation);
            }
        }
    }

    private static void via(ObjectNode flow, JsonNode grant) {
        if (grant instanceof ObjectNode object && !object.has("via")) {
            ArrayNode via = object.putArray("via");
            flow.path("compositions")
                    .forEach(composition -> via.add(composition.path("ref").asText()));
        }
    }
}
