// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.task.TaskState;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Flows for tests. */
public final class Samples {

    /** When the samples are valid. */
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    /** The receiver's DID. */
    public static final String RECEIVER = "did:web:receiver.example:b";

    private Samples() {}

    /** A running handoff of Composition/1 with one Observation. */
    public static Flow handoff(String id) {
        return flow(
                id,
                TaskState.IN_PROGRESS,
                new Grants(
                        List.of(new CompositionGrant(
                                "Composition/1",
                                CompositionKind.NURSING_HANDOFF,
                                Set.of(Interaction.READ, Interaction.DOCUMENT),
                                UserRequirement.NONE)),
                        List.of(new ResourceGrant(
                                "Observation/1",
                                Set.of(Interaction.READ),
                                UserRequirement.NONE,
                                Set.of("Composition/1")))));
    }

    /** A flow of subject a. */
    public static Flow flow(String id, TaskState state, Grants grants) {
        return new Flow(
                new FlowHeader(id, 1, "a", Role.SENDER, "seed/handoff-only", "test"),
                new Parties(
                        Party.ofDids(Set.of("did:web:sender.example:a")),
                        Party.ofDids(Set.of(RECEIVER)),
                        "https://sender.example/fhir"),
                new FlowTask("task-" + id, state, "00", FlowTask.READ_AND_UPDATE),
                grants,
                new Validity(NOW.minusSeconds(60), NOW.plusSeconds(3600), NOW.plusSeconds(86400)),
                false);
    }
}
