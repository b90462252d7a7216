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
import io.notenboom.pdp.profile.UseCaseProfile;
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
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No scope opens both sides of a customer: not by a registration, not by two at once, not by a profile that changed. */
class ScopeSidesTest {

    private static final String ISSUER = "https://sender.example/oauth2/a";
    private static final String OWN = "own/handoff";
    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);
    private static final ProfileCatalogue SHIPPED = ShippedProfiles.catalogue();

    private final PepRegister peps = new PepRegister(new InMemoryPepStore(), CLOCK);
    private final InMemoryArchive archive = new InMemoryArchive();
    private int introspections;

    private static PepRegistration pep(String id, EndpointKind kind, String profile) {
        return new PepRegistration(
                id,
                "0".repeat(64),
                Dialect.ORIGINAL,
                new RequestGrammar(kind, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", ISSUER, profile));
    }

    private RequestAuthorization authorization(ProfileCatalogue profiles) {
        FlowReplica replica = new FlowReplica();
        replica.accept(Samples.handoff("f1"));
        replica.followedBy(() -> true);
        return new RequestAuthorization(
                new RequestAuthorization.Sources(
                        (subject, secret) -> {
                            introspections++;
                            return new TokenOutcome.Active(ReceiversToken.of(ISSUER));
                        },
                        proof -> new ProofOutcome.Invalid(),
                        (subject, sender, task) -> {},
                        new InMemoryPermittedSteps(),
                        new ScopeSides(peps, profiles)),
                replica,
                profiles,
                new DecisionJournal(archive, new SortableIds(CLOCK, new SecureRandom()), CLOCK),
                CLOCK);
    }

    private static RawRequest reads() {
        return new RawRequest(
                "GET", "/fhir/Composition/1", List.of(new RawHeader("Authorization", "Bearer t")), RawBody.none());
    }

    private Decision decide(ProfileCatalogue profiles, String id) {
        return authorization(profiles)
                .authorize(peps.find(id).orElseThrow(), reads())
                .decision();
    }

    @Test
    void aRegistrationIsJudgedBesideThoseOfTheOtherSide() {
        ScopeSides sides = new ScopeSides(peps, SHIPPED);
        peps.put(pep("gw", EndpointKind.FHIR, "seed/handoff-only"));
        assertThat(sides.conflict(pep("inbox", EndpointKind.NOTIFICATION, "seed/negotiation")))
                .isEmpty();
        assertThat(sides.conflict(pep("other-gw", EndpointKind.FHIR, "bolt/handoff-only")))
                .isEmpty();
        assertThat(sides.conflict(pep("inbox", EndpointKind.NOTIFICATION, "bolt/handoff-only")))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("eOverdracht-receiver").contains("gw"));
        assertThat(sides.conflicts()).isEmpty();
        peps.put(pep("inbox", EndpointKind.NOTIFICATION, "seed/negotiation"));
        PepRegistration gateway = peps.find("gw").orElseThrow();
        assertThat(sides.conflict(gateway, SHIPPED.find("seed/negotiation").orElseThrow()))
                .isEmpty();
        assertThat(sides.conflict(gateway, SHIPPED.find("bolt/negotiation").orElseThrow()))
                .isPresent();
    }

    @Test
    void twoThatWereRegisteredAtOncePermitNothingUntilOneIsGone() {
        peps.put(pep("gw", EndpointKind.FHIR, "seed/handoff-only"));
        assertThat(decide(SHIPPED, "gw")).isInstanceOf(Decision.Permit.class);
        peps.put(pep("inbox", EndpointKind.NOTIFICATION, "bolt/handoff-only"));
        introspections = 0;
        for (String id : List.of("gw", "inbox")) {
            assertThat(decide(SHIPPED, id)).isInstanceOfSatisfying(Decision.Deny.class, deny -> {
                assertThat(deny.reason()).isEqualTo(Reason.SCOPE_OPENS_BOTH_SIDES);
                assertThat(deny.reason().status()).isEqualTo(403);
            });
        }
        assertThat(introspections).isZero();
        assertThat(archive.records().getLast().path("reason").asText()).isEqualTo("scope_opens_both_sides");
        assertThat(authorization(SHIPPED)
                        .wouldDecide(
                                peps.find("gw").orElseThrow(),
                                reads(),
                                new TokenOutcome.Active(ReceiversToken.of(ISSUER)))
                        .decision())
                .isInstanceOf(Decision.Deny.class);
        peps.remove("inbox");
        assertThat(decide(SHIPPED, "gw")).isInstanceOf(Decision.Permit.class);
    }

    /** The operator's folder has a next version of a profile that enforcement points were registered with. */
    @Test
    void aProfileThatChangedOpensNothingWhereItBreaksTheRule() {
        peps.put(pep("gw", EndpointKind.FHIR, "seed/handoff-only"));
        peps.put(pep("inbox", EndpointKind.NOTIFICATION, OWN));
        assertThat(decide(withOwn("notices"), "gw")).isInstanceOf(Decision.Permit.class);
        ProfileCatalogue changed = withOwn("eOverdracht-receiver");
        assertThat(new ScopeSides(peps, changed).conflicts()).containsOnlyKeys("gw", "inbox");
        assertThat(decide(changed, "gw")).isInstanceOfSatisfying(Decision.Deny.class, deny -> assertThat(deny.reason())
                .isEqualTo(Reason.SCOPE_OPENS_BOTH_SIDES));
    }

    @Test
    void anEnforcementPointWhoseProfileIsGonePermitsNothing() {
        peps.put(pep("gw", EndpointKind.FHIR, OWN));
        assertThat(decide(SHIPPED, "gw")).isInstanceOfSatisfying(Decision.Deny.class, deny -> assertThat(deny.reason())
                .isEqualTo(Reason.UNAVAILABLE));
    }

    private static ProfileCatalogue withOwn(String notificationScope) {
        UseCaseProfile seed = SHIPPED.find("seed/handoff-only").orElseThrow();
        UseCaseProfile own = new UseCaseProfile(
                OWN,
                2,
                Map.of(EndpointKind.FHIR, Set.of("records"), EndpointKind.NOTIFICATION, Set.of(notificationScope)),
                seed.opens(),
                seed.transitions(),
                seed.user());
        return new ProfileCatalogue(List.of(seed, own));
    }
}
