// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The replica is brought to the present once for each decision, however many profiles judge it, and never for one that needs no flow. */
class FreshFlowsTest {

    private static final String ISSUER = "https://sender.example/oauth2/a";
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);

    private final FlowReplica replica = new FlowReplica();
    private final PepRegistration pep = new PepRegistration(
            "gw",
            "0".repeat(64),
            Dialect.ORIGINAL,
            new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
            "https://sender.example",
            new PepRegistration.Standing(
                    "a", ISSUER, Set.of("seed/handoff-only", "seed/negotiation", "bolt/handoff-only")));
    private int asked;
    private boolean present = true;

    private Decision decide(String target) {
        ProfileCatalogue profiles = ShippedProfiles.catalogue();
        replica.followedBy(() -> {
            asked++;
            return present;
        });
        RequestAuthorization authorization = new RequestAuthorization(
                new RequestAuthorization.Sources(
                        (subject, secret) -> new TokenOutcome.Active(ReceiversToken.of(ISSUER)),
                        proof -> new ProofOutcome.Invalid(),
                        (subject, sender, task) -> {},
                        new InMemoryPermittedSteps(),
                        new ScopeSides(new PepRegister(new InMemoryPepStore(), CLOCK), profiles)),
                replica,
                profiles,
                new DecisionJournal(new InMemoryArchive(), new SortableIds(CLOCK, new SecureRandom()), CLOCK),
                CLOCK);
        return authorization
                .authorize(
                        pep,
                        new RawRequest(
                                "GET", target, List.of(new RawHeader("Authorization", "Bearer t")), RawBody.none()))
                .decision();
    }

    @Test
    void onceWhateverTheNumberOfProfiles() {
        replica.accept(Samples.handoff("f1"));
        assertThat(decide("/fhir/Composition/1")).isInstanceOf(Decision.Permit.class);
        assertThat(asked).isEqualTo(1);
        assertThat(decide("/fhir/Composition/2")).isInstanceOf(Decision.Deny.class);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void neverForWhatIsRefusedBefore() {
        assertThat(decide("/fhir/Composition?x=1")).isInstanceOf(Decision.Deny.class);
        assertThat(asked).isZero();
    }

    @Test
    void whatCannotBeToldIsUnavailable() {
        replica.accept(Samples.handoff("f1"));
        present = false;
        assertThat(decide("/fhir/Composition/1"))
                .isInstanceOfSatisfying(
                        Decision.Deny.class, deny -> assertThat(deny.reason()).isEqualTo(Reason.UNAVAILABLE));
        assertThat(asked).isEqualTo(1);
    }
}
