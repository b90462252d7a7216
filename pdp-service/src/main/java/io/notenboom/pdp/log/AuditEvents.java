// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Decisions as FHIR R4 AuditEvents: who (organisation and user), what (resource and interaction), when, about whom (the Patient
 * resource of the flow, by its id on the data holder's server), with which outcome and why.
 */
public final class AuditEvents {

    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";
    private static final String URIS = "urn:ietf:rfc:3986";
    private static final String URA = "http://fhir.nl/fhir/NamingSystem/ura";
    private static final String IDENTIFIERS = "urn:notenboom:pdp:";

    private AuditEvents() {}

    /** A Bundle of type searchset. */
    public static ObjectNode bundle(List<ObjectNode> decisions) {
        ObjectNode bundle = JsonNodeFactory.instance.objectNode();
        bundle.put("resourceType", "Bundle").put("type", "searchset");
        ArrayNode entries = bundle.putArray("entry");
        for (ObjectNode decision : decisions) {
            ObjectNode entry = entries.addObject();
            entry.put("fullUrl", IDENTIFIERS + "decision:" + decision.path("id").asText());
            entry.set("resource", event(decision));
            entry.putObject("search").put("mode", "match");
        }
        return bundle;
    }

    /** One decision. */
    public static ObjectNode event(ObjectNode decision) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("resourceType", "AuditEvent").put("id", decision.path("id").asText());
        coding(event.putObject("type"), TERMINOLOGY + "audit-event-type", "rest");
        JsonNode request = decision.path("question").path("request");
        String interaction = request.path("interaction").asText("");
        coding(event.putArray("subtype").addObject(), "http://hl7.org/fhir/restful-interaction", restful(interaction));
        event.put("action", action(interaction))
                .put("recorded", decision.path("time").asText());
        event.put("outcome", outcome(decision))
                .put(
                        "outcomeDesc",
                        decision.path("effect").asText() + ": "
                                + decision.path("reason").asText());
        purpose(event, decision);
        agents(event.putArray("agent"), decision);
        source(event.putObject("source"), decision);
        entities(event.putArray("entity"), decision, request);
        return event;
    }

    private static String restful(String interaction) {
        return switch (interaction) {
            case "update" -> "update";
            case "document" -> "operation";
            case "notify" -> "create";
            case "search" -> "search";
            default -> "read";
        };
    }

    private static String action(String interaction) {
        return switch (interaction) {
            case "update" -> "U";
            case "notify" -> "C";
            case "document", "search" -> "E";
            default -> "R";
        };
    }

    /** 0 success, 4 refused, 8 could not be decided. */
    private static String outcome(ObjectNode decision) {
        if (decision.path("effect").asText().equals("permit")) {
            return "0";
        }
        return decision.path("status").asInt() >= 500 ? "8" : "4";
    }

    /** What a flow opens, it opens for the care of a patient. */
    private static void purpose(ObjectNode event, ObjectNode decision) {
        if (decision.has("flow")) {
            ObjectNode purpose = event.putArray("purposeOfEvent").addObject();
            coding(purpose.putArray("coding").addObject(), TERMINOLOGY + "v3-ActReason", "TREAT");
        }
    }

    private static void agents(ArrayNode agents, ObjectNode decision) {
        JsonNode claims = decision.path("question").path("token").path("claims");
        String client = decision.path("client").asText("");
        ObjectNode organisation = agents.addObject();
        role(organisation, "PROV");
        if (client.isEmpty()) {
            organisation.putObject("who").put("display", "unknown");
        } else {
            who(organisation.putObject("who"), client.split(" ", 2)[0]);
        }
        if (claims.path("organization_name").isTextual()) {
            organisation.put("name", claims.path("organization_name").asText());
        }
        boolean user = decision.has("user");
        organisation.put("requestor", !user);
        if (user) {
            ObjectNode person = agents.addObject();
            role(person, "IRCP");
            ObjectNode who = person.putObject("who").putObject("identifier");
            who.put("system", IDENTIFIERS + "user")
                    .put("value", decision.path("user").asText());
            person.put("requestor", true);
        }
    }

    private static void role(ObjectNode agent, String code) {
        coding(agent.putObject("type").putArray("coding").addObject(), TERMINOLOGY + "v3-ParticipationType", code);
    }

    private static void who(ObjectNode who, String identifier) {
        ObjectNode value = who.putObject("identifier");
        if (identifier.startsWith("ura:")) {
            value.put("system", URA).put("value", identifier.substring("ura:".length()));
        } else {
            value.put("system", URIS).put("value", identifier);
        }
    }

    private static void source(ObjectNode source, ObjectNode decision) {
        String subject = decision.path("subject").asText("");
        if (!subject.isEmpty()) {
            source.put("site", subject);
        }
        String pep = decision.path("pep").asText("");
        source.putObject("observer")
                .putObject("identifier")
                .put("system", IDENTIFIERS + "pep")
                .put("value", pep.isEmpty() ? "unknown" : pep);
        coding(source.putArray("type").addObject(), TERMINOLOGY + "security-source-type", "4");
    }

    private static void entities(ArrayNode entities, ObjectNode decision, JsonNode request) {
        ObjectNode asked = entities.addObject();
        String id = request.path("id").asText("");
        ObjectNode what = asked.putObject("what");
        if (id.isEmpty() || id.contains("*")) {
            String target = decision.path("request").path("target").asText("");
            what.put("display", target.isEmpty() ? "unreadable request" : target);
        } else {
            what.put("reference", request.path("type").asText() + "/" + id);
        }
        coding(asked.putObject("type"), TERMINOLOGY + "audit-entity-type", "2");
        coding(asked.putObject("role"), TERMINOLOGY + "object-role", "4");
        detail(asked.putArray("detail"), decision);
        String patient = decision.path("patient").asText("");
        if (!patient.isEmpty()) {
            ObjectNode person = entities.addObject();
            person.putObject("what").put(patient.contains("*") ? "display" : "reference", patient);
            coding(person.putObject("type"), TERMINOLOGY + "audit-entity-type", "1");
            coding(person.putObject("role"), TERMINOLOGY + "object-role", "1");
        }
    }

    private static void detail(ArrayNode details, ObjectNode decision) {
        for (String member :
                List.of("id", "effect", "reason", "flow", "flowVersion", "scope", "profile", "profileVersion")) {
            String value = decision.path(member).asText("");
            if (!value.isEmpty()) {
                details.addObject().put("type", member).put("valueString", value);
            }
        }
    }

    private static void coding(ObjectNode coding, String system, String code) {
        coding.put("system", system).put("code", code);
    }
}
