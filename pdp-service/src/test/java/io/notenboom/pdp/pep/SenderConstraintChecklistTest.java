// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.profile.UseCaseProfile.UserRules;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Named after the DPoP tests of the OpenID Foundation for resource servers, as far as they are about headers. */
class SenderConstraintChecklistTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Samples.NOW);
    private static final String ISSUER = "https://sender.example/oauth2/a";
    private static final String REQUIRED = "dpop_required";

    private final List<String> validated = new ArrayList<>();
    private @Nullable String boundTo;
    private final FlowReplica replica = new FlowReplica();
    private final PepRegistration pep = new PepRegistration(
            "gw",
            PepRegister.keyHash("key"),
            Dialect.ORIGINAL,
            new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
            "https://sender.example",
            new PepRegistration.Standing("a", ISSUER, "seed/handoff-only"));

    @Test
    @DisplayName("DPoP token sent as Bearer")
    void sentAsBearer() {
        assertThat(reason(new RawHeader("Authorization", "Bearer t"))).isEqualTo(REQUIRED);
        assertThat(reason(new RawHeader("Authorization", "Bearer t"), new RawHeader("DPoP", "good")))
                .isEqualTo(REQUIRED);
        assertThat(validated).isEmpty();
    }

    @Test
    @DisplayName("no proof at all")
    void noProof() {
        assertThat(reason(new RawHeader("Authorization", "DPoP t"))).isEqualTo(REQUIRED);
    }

    @Test
    @DisplayName("two DPoP headers refused")
    void twoProofs() {
        assertThat(reason(
                        new RawHeader("Authorization", "DPoP t"),
                        new RawHeader("DPoP", "good"),
                        new RawHeader("DPoP", "good")))
                .isEqualTo("dpop_invalid");
        assertThat(validated).isEmpty();
    }

    @Test
    @DisplayName("header name in capitals accepted; token type header case-insensitive")
    void capitals() {
        // refused for want of a flow only: token and proof passed
        assertThat(reason(new RawHeader("AUTHORIZATION", "dpop t"), new RawHeader("DPOP", "good")))
                .isEqualTo("not_in_flow");
        assertThat(validated).containsExactly("good GET https://sender.example/fhir/Composition/1");
        assertThat(reason(new RawHeader("Authorization", "DPoP t"), new RawHeader("DPoP", "bad")))
                .isEqualTo("dpop_invalid");
    }

    @Test
    @DisplayName("a token bound to a client certificate is good over a connection with that certificate only")
    void boundToACertificate() {
        boundTo = "certificate";
        RawHeader[] proved = {new RawHeader("Authorization", "DPoP t"), new RawHeader("DPoP", "good")};
        assertThat(reason(null, proved)).isEqualTo("certificate_required");
        assertThat(reason("another", proved)).isEqualTo("certificate_invalid");
        assertThat(reason("certificate", proved)).isEqualTo("not_in_flow");
        assertThat(reason("certificate", new RawHeader("Authorization", "Bearer t")))
                .as("a binding to a key counts beside it")
                .isEqualTo(REQUIRED);
    }

    private String reason(RawHeader... headers) {
        return reason(null, headers);
    }

    private String reason(@Nullable String certificate, RawHeader... headers) {
        replica.followedBy(() -> true);
        RawRequest request =
                new RawRequest("GET", "/fhir/Composition/1?_format=json", List.of(headers), RawBody.none());
        return authorization()
                                .authorize(pep, new Reading.Asked(request, null, certificate))
                                .decision()
                        instanceof Decision.Deny denied
                ? denied.reason().publicCode()
                : "permitted";
    }

    private RequestAuthorization authorization() {
        AccessToken token = new AccessToken(
                new AccessToken.Origin(ISSUER, Set.of(ISSUER)),
                Party.ofDids(Set.of(Samples.RECEIVER)),
                Set.of("eOverdracht-receiver"),
                Samples.NOW.plusSeconds(60),
                "thumbprint",
                Map.of());
        UseCaseProfile profile = new UseCaseProfile(
                "seed/handoff-only",
                1,
                Map.of(EndpointKind.FHIR, Set.of("eOverdracht-receiver")),
                Map.of(),
                Set.of(),
                new UserRules(false, "employee_identifier", "assurance_level"));
        ProfileCatalogue profiles = new ProfileCatalogue(List.of(profile));
        return new RequestAuthorization(
                new RequestAuthorization.Sources(
                        (subject, secret) -> new TokenOutcome.Active(token, boundTo),
                        proof -> {
                            validated.add(proof.compact() + " " + proof.method() + " " + proof.url());
                            return proof.compact().equals("good")
                                    ? new ProofOutcome.Valid()
                                    : new ProofOutcome.Invalid();
                        },
                        (subject, sender, task) -> {},
                        new InMemoryPermittedSteps(),
                        new ScopeSides(new PepRegister(new InMemoryPepStore(), CLOCK), profiles)),
                replica,
                profiles,
                journal(),
                CLOCK);
    }

    private static DecisionJournal journal() {
        return new DecisionJournal(new InMemoryArchive(), new SortableIds(CLOCK, new SecureRandom()), CLOCK);
    }
}
