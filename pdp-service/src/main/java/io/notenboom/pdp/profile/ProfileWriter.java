// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.profile.UseCaseProfile.Transition;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.task.TaskState;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.TreeSet;

/** Writes a profile as {@link ProfileReader} reads it. */
public final class ProfileWriter {

    private ProfileWriter() {}

    /** The data of a profile; equal profiles have equal data. */
    public static ObjectNode write(UseCaseProfile profile) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", profile.name()).put("version", profile.version());
        ObjectNode scopes = json.putObject("scopes");
        texts(scopes.putArray("fhir"), profile.scopes(EndpointKind.FHIR));
        texts(scopes.putArray("notification"), profile.scopes(EndpointKind.NOTIFICATION));
        texts(scopes.putArray("taNp"), profile.scopes(EndpointKind.TA_NP));
        ObjectNode opens = json.putObject("opens");
        profile.opens().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .forEach(entry -> texts(
                        opens.putArray(entry.getKey().wireName()),
                        entry.getValue().stream().map(TaskState::wireName).toList()));
        json.putObject("user")
                .put("demanded", profile.user().demanded())
                .put("identifierClaim", profile.user().identifierClaim())
                .put("assuranceClaim", profile.user().assuranceClaim());
        ArrayNode transitions = json.putArray("transitions");
        profile.transitions().stream()
                .sorted(Comparator.comparing(Transition::from)
                        .thenComparing(Transition::to)
                        .thenComparing(Transition::by))
                .forEach(step -> transition(transitions.addObject(), step));
        return json;
    }

    private static void transition(ObjectNode json, Transition step) {
        json.put("from", step.from().wireName()).put("to", step.to().wireName());
        json.put("by", side(step.by()));
    }

    private static String side(Role role) {
        return role.name().toLowerCase(Locale.ROOT);
    }

    private static void texts(ArrayNode array, Collection<String> texts) {
        new TreeSet<>(texts).forEach(array::add);
    }
}
