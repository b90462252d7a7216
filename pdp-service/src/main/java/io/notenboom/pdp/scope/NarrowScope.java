// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.scope;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.ResourceId;
import java.util.Map;
import java.util.Set;

/** A scope that says by itself which resource it opens; {@link NarrowScopes} reads it from its text. */
@CheckReturnValue
public sealed interface NarrowScope {

    /** What a scope says of a request. */
    enum Answer {
        /** It opens it. */
        OPENS,
        /** It opens the resource, but not this interaction with it. */
        OTHER_INTERACTION,
        /** It opens something else. */
        OTHER_RESOURCE
    }

    /**
     * What the scope says of a request.
     *
     * @param launchPatient id of the patient that the token was issued for; empty when it names none
     */
    Answer answer(CanonicalRequest request, String launchPatient);

    /** One FHIR resource: {@code fhir:patient:12345/read/write}, or SMART's {@code system/Patient.ru?_id=12345}. */
    record Instance(ResourceId resource, Set<Interaction> operations) implements NarrowScope {

        public Instance {
            operations = Set.copyOf(operations);
        }

        @Override
        public Answer answer(CanonicalRequest request, String launchPatient) {
            return ofResource(request, resource, operations);
        }
    }

    /** One area of one user, which is no FHIR resource: {@code user:12345:profile}. */
    record Area(String user, String area) implements NarrowScope {

        @Override
        public Answer answer(CanonicalRequest request, String launchPatient) {
            boolean same = request.interaction() == Interaction.READ_AREA
                    && request.resource().id().equals(user)
                    && request.resource().type().equals(area);
            return same ? Answer.OPENS : Answer.OTHER_RESOURCE;
        }
    }

    /** The patient of the launch as a resource: {@code patient/Patient.ru}. */
    record LaunchPatient(Set<Interaction> operations) implements NarrowScope {

        public LaunchPatient {
            operations = Set.copyOf(operations);
        }

        @Override
        public Answer answer(CanonicalRequest request, String launchPatient) {
            return launchPatient.isEmpty()
                    ? Answer.OTHER_RESOURCE
                    : ofResource(request, new ResourceId("Patient", launchPatient), operations);
        }
    }

    /**
     * Searches of one type, which must carry what the scope carries and, for {@code patient/…}, the patient of the launch.
     *
     * @param bound parameters that a search must have with exactly these values
     * @param ofLaunch whether the search must name the patient of the launch
     */
    record Search(String type, Map<String, String> bound, boolean ofLaunch) implements NarrowScope {

        public Search {
            bound = Map.copyOf(bound);
        }

        @Override
        public Answer answer(CanonicalRequest request, String launchPatient) {
            boolean searched = request.interaction() == Interaction.SEARCH
                    && request.resource().type().equals(type);
            if (!searched || (ofLaunch && !names(request.parameters(), launchPatient))) {
                return Answer.OTHER_RESOURCE;
            }
            return request.parameters().entrySet().containsAll(bound.entrySet()) ? Answer.OPENS : Answer.OTHER_RESOURCE;
        }

        /** A patient is found by its own id, everything else by its patient. */
        private boolean names(Map<String, String> parameters, String launchPatient) {
            if (launchPatient.isEmpty()) {
                return false;
            }
            if (type.equals("Patient")) {
                return launchPatient.equals(parameters.get("_id"));
            }
            String named = parameters.get("patient");
            return launchPatient.equals(named) || ("Patient/" + launchPatient).equals(named);
        }
    }

    /** Several of them in one text. */
    record Several(Set<NarrowScope> parts) implements NarrowScope {

        public Several {
            parts = Set.copyOf(parts);
        }

        @Override
        public Answer answer(CanonicalRequest request, String launchPatient) {
            Answer best = Answer.OTHER_RESOURCE;
            for (NarrowScope part : parts) {
                Answer answer = part.answer(request, launchPatient);
                if (answer.compareTo(best) < 0) {
                    best = answer;
                }
            }
            return best;
        }
    }

    /** A Task goes from state to state, which only its flow knows; a scope cannot open that. */
    private static Answer ofResource(CanonicalRequest request, ResourceId resource, Set<Interaction> operations) {
        if (!request.resource().equals(resource)) {
            return Answer.OTHER_RESOURCE;
        }
        boolean taskStep =
                request.interaction() == Interaction.UPDATE && resource.type().equals("Task");
        return operations.contains(request.interaction()) && !taskStep ? Answer.OPENS : Answer.OTHER_INTERACTION;
    }
}
