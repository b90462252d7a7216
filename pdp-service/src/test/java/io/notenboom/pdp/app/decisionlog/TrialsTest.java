// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.InMemoryPepStore;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.ScopeSides;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.trial.TrialAnswer;
import io.notenboom.pdp.trial.TrialReader;
import io.notenboom.trust.json.StrictJson;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A trial at a registered enforcement point comes out as the decision would there. */
class TrialsTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);

    private final PepRegister peps = new PepRegister(new InMemoryPepStore(), CLOCK);

    private void register(String id, EndpointKind kind, String profile) {
        peps.put(new PepRegistration(
                id,
                "0".repeat(64),
                Dialect.ORIGINAL,
                new RequestGrammar(kind, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", "https://sender.example/oauth2/a", profile)));
    }

    private ObjectNode attempt(String more) {
        FlowReplica replica = new FlowReplica();
        replica.accept(Samples.handoff("f1"));
        replica.followedBy(() -> true);
        TrialReader.Trial trial = new TrialBeans()
                .trials(new ScopeSides(peps, ShippedProfiles.catalogue()), peps, replica, CLOCK)
                .read(StrictJson.parseObject(
                        "{\"pep\":\"gw\",\"request\":\"GET /fhir/Composition/1\",\"token\":{\"client_id\":\""
                                + Samples.RECEIVER + "\",\"scope\":\"eOverdracht-receiver\"}" + more + "}",
                        10_000));
        assertThat(trial.subject()).isEqualTo("a");
        return TrialAnswer.of(trial.question());
    }

    @Test
    void whereAScopeOpensBothSidesNothingIsPermitted() {
        register("gw", EndpointKind.FHIR, "seed/handoff-only");
        assertThat(attempt("").path("effect").asText()).isEqualTo("permit");
        register("inbox", EndpointKind.NOTIFICATION, "bolt/handoff-only");
        ObjectNode answer = attempt("");
        assertThat(answer.path("effect").asText()).isEqualTo("deny");
        assertThat(answer.path("reason").asText()).isEqualTo("scope_opens_both_sides");
        assertThat(answer.path("status").asInt()).isEqualTo(403);
    }

    @Test
    void aProfileThatIsTriedIsJudgedBesideTheOtherSide() {
        register("gw", EndpointKind.FHIR, "seed/handoff-only");
        register("inbox", EndpointKind.NOTIFICATION, "seed/negotiation");
        assertThat(attempt(",\"profile\":\"seed/negotiation\"").path("effect").asText())
                .isEqualTo("permit");
        assertThat(attempt(",\"profile\":\"bolt/handoff-only\"").path("reason").asText())
                .isEqualTo("scope_opens_both_sides");
    }
}
