// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.task.TaskState;
import java.util.Map;
import java.util.Set;

/**
 * The rules of a use case as data.
 *
 * @param name for instance {@code seed/handoff-only}
 * @param version of the data; told in every decision
 * @param scopes which token scopes open which side; no scope opens both
 * @param opens in which Task states the data of each kind of Composition is open
 * @param transitions the steps of the Task that exist
 * @param user how users are recognised and when they are demanded
 */
public record UseCaseProfile(
        String name,
        int version,
        Map<EndpointKind, Set<String>> scopes,
        Map<CompositionKind, Set<TaskState>> opens,
        Set<Transition> transitions,
        UserRules user) {

    public UseCaseProfile {
        scopes = Map.copyOf(scopes);
        opens = Map.copyOf(opens);
        transitions = Set.copyOf(transitions);
        Set<String> data = scopes.getOrDefault(EndpointKind.FHIR, Set.of());
        boolean both = scopes.entrySet().stream()
                .filter(side -> side.getKey() != EndpointKind.FHIR)
                .anyMatch(side -> side.getValue().stream().anyMatch(data::contains));
        if (both) {
            throw new IllegalArgumentException("A scope of profile " + name + " opens both sides.");
        }
        if (opens.values().stream().flatMap(Set::stream).anyMatch(TaskState::ended)) {
            throw new IllegalArgumentException("Profile " + name + " opens data after the end of a transfer.");
        }
    }

    /** The scopes that open one side. */
    public Set<String> scopes(EndpointKind side) {
        return scopes.getOrDefault(side, Set.of());
    }

    /** Whether the data of a Composition of this kind is open in a state. */
    public boolean open(CompositionKind kind, TaskState state) {
        return opens.getOrDefault(kind, Set.of()).contains(state);
    }

    /** Whether one side may take a step. */
    public boolean permits(TaskState from, TaskState to, Role by) {
        return transitions.contains(new Transition(from, to, by));
    }

    /** A step of the Task and the side that takes it. */
    public record Transition(TaskState from, TaskState to, Role by) {}

    /**
     * How users are recognised.
     *
     * @param demanded whether flows made under this profile demand a user for medical data unless they say otherwise
     * @param identifierClaim the introspection member that identifies a user
     * @param assuranceClaim the introspection member with the assurance level
     */
    public record UserRules(boolean demanded, String identifierClaim, String assuranceClaim) {}
}
