// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.profile.UseCaseProfile.Transition;
import io.notenboom.pdp.profile.UseCaseProfile.UserRules;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.task.TaskState;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads a profile from its data file; an unknown member or value is an error, because it could mean a narrower rule. */
public final class ProfileReader {

    private static final Set<String> MEMBERS = Set.of("name", "version", "scopes", "opens", "user", "transitions");

    private ProfileReader() {}

    /**
     * Reads a profile.
     *
     * @throws IllegalArgumentException when the data is not a profile that this version understands
     */
    public static UseCaseProfile read(JsonNode data) {
        onlyMembers(data, MEMBERS);
        JsonNode scopes = data.path("scopes");
        onlyMembers(scopes, Set.of("fhir", "notification", "taNp"));
        JsonNode user = data.path("user");
        onlyMembers(user, Set.of("demanded", "identifierClaim", "assuranceClaim"));
        if (!user.path("demanded").isBoolean() || !data.path("version").isInt()) {
            throw new IllegalArgumentException("A profile states its version and whether users are demanded.");
        }
        return new UseCaseProfile(
                text(data, "name"),
                data.path("version").intValue(),
                Map.of(
                        EndpointKind.FHIR, texts(scopes.path("fhir")),
                        EndpointKind.NOTIFICATION, texts(scopes.path("notification")),
                        EndpointKind.TA_NP, scopes.has("taNp") ? texts(scopes.path("taNp")) : Set.of()),
                opens(data.path("opens")),
                transitions(data.path("transitions")),
                new UserRules(
                        user.path("demanded").booleanValue(),
                        text(user, "identifierClaim"),
                        text(user, "assuranceClaim")));
    }

    private static Map<CompositionKind, Set<TaskState>> opens(JsonNode data) {
        Map<CompositionKind, Set<TaskState>> opens = new EnumMap<>(CompositionKind.class);
        data.properties().forEach(entry -> {
            CompositionKind kind =
                    CompositionKind.of(entry.getKey()).orElseThrow(() -> unknown("composition kind", entry.getKey()));
            Set<TaskState> states = new HashSet<>();
            texts(entry.getValue()).forEach(name -> states.add(state(name)));
            opens.put(kind, Set.copyOf(states));
        });
        return opens;
    }

    private static Set<Transition> transitions(JsonNode data) {
        Set<Transition> transitions = new HashSet<>();
        for (JsonNode step : data) {
            onlyMembers(step, Set.of("from", "to", "by"));
            Role by =
                    switch (text(step, "by")) {
                        case "sender" -> Role.SENDER;
                        case "receiver" -> Role.RECEIVER;
                        default -> throw unknown("side", text(step, "by"));
                    };
            transitions.add(new Transition(state(text(step, "from")), state(text(step, "to")), by));
        }
        return transitions;
    }

    private static TaskState state(String name) {
        return TaskState.of(name).orElseThrow(() -> unknown("Task state", name));
    }

    private static Set<String> texts(JsonNode array) {
        if (!array.isArray()) {
            throw new IllegalArgumentException("A profile lists scopes and states in arrays.");
        }
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static String text(JsonNode data, String member) {
        String value = data.path(member).textValue();
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("A profile needs the text " + member + ".");
        }
        return value;
    }

    private static void onlyMembers(JsonNode data, Set<String> known) {
        if (!data.isObject()) {
            throw new IllegalArgumentException("A profile has objects where " + known + " are.");
        }
        data.fieldNames().forEachRemaining(member -> {
            if (!known.contains(member)) {
                throw unknown("member", member);
            }
        });
    }

    private static IllegalArgumentException unknown(String what, String value) {
        return new IllegalArgumentException("Unknown " + what + " in a profile: " + value);
    }
}
