// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskState;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The JSON form of a flow, in the API and in the store. */
public final class FlowJson {

    private static final int MAX_GRANTS = 2100;

    /** One copy of each set that there is; they are few. */
    private static final Map<Set<Interaction>, Set<Interaction>> OPERATIONS = new ConcurrentHashMap<>();

    private FlowJson() {}

    /** Writes a flow. */
    public static ObjectNode write(Flow flow) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        FlowHeader header = flow.header();
        json.put("id", header.id()).put("version", header.version()).put("subject", header.subject());
        json.put("role", header.role().wireName()).put("profile", header.profile());
        json.put("createdBy", header.createdBy()).put("revoked", flow.revoked());
        json.set("sender", party(flow.parties().sender()));
        json.set("receiver", party(flow.parties().receiver()));
        json.put("fhirBase", flow.parties().fhirBase());
        ObjectNode task = json.putObject("task");
        task.put("id", flow.task().id()).put("state", flow.task().state().wireName());
        task.put("remainderHash", flow.task().remainderHash());
        task.set("ops", operations(flow.task().operations()));
        ArrayNode compositions = json.putArray("compositions");
        for (CompositionGrant grant : flow.grants().compositions()) {
            ObjectNode entry = compositions.addObject();
            entry.put("ref", grant.reference()).put("kind", grant.kind().wireName());
            entry.set("ops", operations(grant.operations()));
            entry.put("user", grant.user().name().toLowerCase(Locale.ROOT));
        }
        ArrayNode resources = json.putArray("resources");
        for (ResourceGrant grant : flow.grants().resources()) {
            ObjectNode entry = resources.addObject().put("ref", grant.reference());
            entry.set("ops", operations(grant.operations()));
            entry.put("user", grant.user().name().toLowerCase(Locale.ROOT));
            entry.set("via", texts(grant.via()));
        }
        json.put("notBefore", flow.validity().notBefore().toString());
        json.put("dataExpires", flow.validity().dataExpires().toString());
        json.put("taskExpires", flow.validity().taskExpires().toString());
        return json;
    }

    /**
     * Reads a flow.
     *
     * @throws IllegalArgumentException with a text that says what to correct
     */
    public static Flow read(JsonNode json) {
        FlowHeader header = new FlowHeader(
                text(json, "id"),
                json.path("version").asLong(1),
                shared(text(json, "subject")),
                choice(Role.class, json, "role"),
                shared(text(json, "profile")),
                shared(text(json, "createdBy")));
        Parties parties =
                new Parties(party(json.path("sender")), party(json.path("receiver")), shared(text(json, "fhirBase")));
        List<CompositionGrant> compositions = new ArrayList<>();
        json.path("compositions").forEach(grant -> compositions.add(composition(grant)));
        List<ResourceGrant> resources = new ArrayList<>();
        Map<Set<String>, Set<String>> vias = new HashMap<>();
        json.path("resources").forEach(grant -> resources.add(resource(grant, vias)));
        if (compositions.size() + resources.size() > MAX_GRANTS) {
            throw new IllegalArgumentException("A flow opens at most " + MAX_GRANTS + " resources.");
        }
        return new Flow(
                header,
                parties,
                task(json.path("task")),
                new Grants(compositions, resources),
                new Validity(time(json, "notBefore"), time(json, "dataExpires"), time(json, "taskExpires")),
                json.path("revoked").asBoolean(false));
    }

    private static FlowTask task(JsonNode task) {
        String id = text(task, "id");
        if (!ResourceId.validId(id)) {
            throw new IllegalArgumentException("task.id must be a FHIR id.");
        }
        TaskState state = TaskState.of(text(task, "state"))
                .orElseThrow(() -> new IllegalArgumentException("task.state must be a state of an eOverdracht Task."));
        return new FlowTask(id, state, task.path("remainderHash").asText(""), operations(task.path("ops")));
    }

    private static CompositionGrant composition(JsonNode grant) {
        CompositionKind kind = CompositionKind.of(text(grant, "kind"))
                .orElseThrow(
                        () -> new IllegalArgumentException("A composition's kind is advanceNotice or nursingHandoff."));
        return new CompositionGrant(
                reference(grant), kind, operations(grant.path("ops")), choice(UserRequirement.class, grant, "user"));
    }

    /** @param vias those of the resources before, because most are the same */
    private static ResourceGrant resource(JsonNode grant, Map<Set<String>, Set<String>> vias) {
        Set<String> via = Set.copyOf(textSet(grant.path("via")));
        return new ResourceGrant(
                reference(grant),
                operations(grant.path("ops")),
                choice(UserRequirement.class, grant, "user"),
                vias.computeIfAbsent(via, same -> same));
    }

    /** One copy of what is the same in thousands of flows, however often it is read. */
    private static String shared(String text) {
        return text.intern();
    }

    private static String reference(JsonNode grant) {
        String reference = text(grant, "ref");
        int slash = reference.indexOf('/');
        if (slash < 1 || !ResourceId.validId(reference.substring(slash + 1))) {
            throw new IllegalArgumentException("ref must be Type/id, relative to the FHIR base.");
        }
        return reference;
    }

    private static ObjectNode party(Party party) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("dids", texts(party.dids()));
        json.set("clientIds", texts(party.clientIds()));
        party.uraNumber().ifPresent(ura -> json.put("ura", ura));
        return json;
    }

    private static Party party(JsonNode json) {
        return new Party(
                sharedSet(json.path("dids")),
                sharedSet(json.path("clientIds")),
                json.path("ura").textValue());
    }

    private static ArrayNode operations(Set<Interaction> operations) {
        return texts(operations.stream().map(Interaction::wireName).toList());
    }

    private static Set<Interaction> operations(JsonNode json) {
        Set<Interaction> operations = new HashSet<>();
        for (String name : textSet(json)) {
            operations.add(parse(Interaction.class, name, "ops"));
        }
        return OPERATIONS.computeIfAbsent(Set.copyOf(operations), same -> same);
    }

    private static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        new TreeSet<>(texts).forEach(array::add);
        return array;
    }

    private static Set<String> textSet(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static Set<String> sharedSet(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(shared(element.asText())));
        return texts;
    }

    private static String text(JsonNode json, String member) {
        String value = json.path(member).textValue();
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("Give " + member + " as a text.");
        }
        return value;
    }

    private static Instant time(JsonNode json, String member) {
        try {
            return Instant.parse(text(json, member));
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("Give " + member + " as a UTC time, for instance 2026-03-01T12:00:00Z.");
        }
    }

    private static <E extends Enum<E>> E choice(Class<E> type, JsonNode json, String member) {
        return parse(type, text(json, member), member);
    }

    private static <E extends Enum<E>> E parse(Class<E> type, String name, String member) {
        for (E value : type.getEnumConstants()) {
            if (value.name().toLowerCase(Locale.ROOT).equals(name)) {
                return value;
            }
        }
        throw new IllegalArgumentException(member + " has a value that is not known.");
    }
}
