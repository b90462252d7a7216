// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.derive.Derivation;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.ResourceLookup;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.log.LoggableText;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.json.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Ways around a decision point in front of FHIR, 21 to 40; each would be permitted without the trick. */
class BypassListSecondHalfTest {

    private static final String OBSERVATION = "/fhir/Observation/1";

    @Test
    @DisplayName("a bound token as a bearer token, or with a proof for another URL")
    void boundTokens() {
        Ask bearer = Ask.of("GET", OBSERVATION);
        FlowsOutcome known = new FlowsOutcome.Known(bearer.flows());
        TokenOutcome bound = bearer.token(Ask.ISSUER, "thumb");
        assertThat(Ask.outcome(bearer.decide(known, bound, new ProofOutcome.Valid())))
                .isEqualTo("dpop_required");
        Ask dpop = bearer.with(
                new RawRequest("GET", OBSERVATION, List.of(new RawHeader("Authorization", "DPoP x")), RawBody.none()));
        assertThat(Ask.outcome(dpop.decide(known, bound, new ProofOutcome.NotPresented())))
                .isEqualTo("dpop_required");
        assertThat(Ask.outcome(dpop.decide(known, bound, new ProofOutcome.Invalid())))
                .isEqualTo("dpop_invalid");
        assertThat(Ask.outcome(dpop.decide(known, bound, new ProofOutcome.Valid())))
                .isEqualTo("permit");
    }

    @Test
    @DisplayName("spoofed X-Userinfo, X-Forwarded-* and X-Original-* of the client")
    void spoofedHeaders() {
        Ask spoofed = Ask.of("GET", "/fhir/Observation/2")
                .header("X-Userinfo", "eyJzY29wZSI6ImFkbWluIn0=")
                .header("X-Forwarded-Uri", OBSERVATION)
                .header("X-Original-URI", OBSERVATION);
        assertThat(spoofed.outcome()).isEqualTo("not_in_flow");
        PepOutcome unknown = new PepOutcome.Refused(Reason.PEP_NOT_AUTHENTICATED);
        Decision decision = DecisionEngine.decide(new Question(
                unknown,
                new NonCanonical(Refusal.NON_CANONICAL),
                Question.Presented.NOTHING_ASKED,
                new FlowsOutcome.Unavailable(),
                Ask.PROFILE,
                Samples.NOW));
        assertThat(Ask.outcome(decision)).isEqualTo("pep_not_authenticated");
    }

    @Test
    @DisplayName("request smuggling by two ways to tell where a body ends")
    void smuggling() {
        assertThat(Ask.completing()
                        .header("Content-Length", "1")
                        .header("Content-Length", "2")
                        .outcome())
                .isEqualTo("ambiguous_framing");
        assertThat(Ask.completing()
                        .header("Content-Length", "1")
                        .header("Transfer-Encoding", "chunked")
                        .outcome())
                .isEqualTo("ambiguous_framing");
        assertThat(Ask.completing().header("Transfer-Encoding", "xchunked").outcome())
                .isEqualTo("ambiguous_framing");
    }

    @Test
    @DisplayName("gateway and backend read different URLs")
    void differentUrls() {
        for (String target : List.of(
                "/fhir/Observation/1/../../Patient/9", "/fhir/Observation/1%3F_include=a", "/fhir/Observation/1%20")) {
            assertThat(Ask.of("GET", target).outcome()).isEqualTo("non_canonical");
        }
    }

    @Test
    @DisplayName("references of a Composition to other servers, versions, contained resources and searches")
    void foreignReferences() {
        DeriveOutcome.Derived derived = derived(
                "https://other.example/fhir/Condition/1",
                "urn:uuid:1",
                "#a",
                "Condition?x=1",
                "Condition/2/_history/3");
        assertThat(derived.granted().stream().map(DeriveOutcome.Granted::reference))
                .containsExactly("Composition/9", "Condition/2", "Patient/1");
        assertThat(derived.refused()).hasSize(4);
    }

    @Test
    @DisplayName("a hostile Composition that inflates what is granted")
    void inflatedCompositions() {
        DeriveOutcome.Derived derived = derived("Patient/2", "Patient/*", "Composition/10", "Bundle/1");
        assertThat(derived.granted()).hasSize(2);
        String[] many = new String[2001];
        java.util.Arrays.setAll(many, index -> "Condition/" + index);
        assertThat(derive(many)).isEqualTo(new DeriveOutcome.Refused(DeriveOutcome.Bound.TOO_MANY_REFERENCES));
    }

    @Test
    @DisplayName("a Binary guessed by its id")
    void guessedBinary() {
        assertThat(Ask.of("GET", "/fhir/Binary/1").outcome()).isEqualTo("permit");
        assertThat(Ask.of("GET", "/fhir/Binary/2").outcome()).isEqualTo("not_in_flow");
        assertThat(derived("Binary/9").granted()).hasSize(2);
    }

    @Test
    @DisplayName("an empty list of grants that means everything")
    void emptyGrants() {
        Flow empty = Samples.flow("f1", TaskState.IN_PROGRESS, Grants.NONE);
        assertThat(Ask.of("GET", OBSERVATION).flows(empty).outcome()).isEqualTo("not_in_flow");
    }

    @Test
    @DisplayName("two flows between the same parties added up")
    void flowsAddedUp() {
        Flow listed = Ask.handoff("f1").withTask(TaskState.COMPLETED, "");
        Flow running = Samples.flow(
                "f2",
                TaskState.IN_PROGRESS,
                new Grants(
                        List.of(new CompositionGrant(
                                "Composition/2",
                                CompositionKind.NURSING_HANDOFF,
                                Set.of(Interaction.READ),
                                UserRequirement.NONE)),
                        List.of(new ResourceGrant(
                                "Observation/2",
                                Set.of(Interaction.READ),
                                UserRequirement.NONE,
                                Set.of("Composition/2")))));
        assertThat(Ask.of("GET", OBSERVATION).flows(listed, running).outcome()).isEqualTo("state_not_allowed");
        assertThat(Ask.of("GET", OBSERVATION).flows(running).outcome()).isEqualTo("not_in_flow");
    }

    @Test
    @DisplayName("several scopes: each on its own, and the log names the one that permitted")
    void severalScopes() {
        Ask asked = Ask.of("GET", OBSERVATION).narrow().scopes("eOverdracht-receiver", "fhir:patient:77");
        assertThat(asked.decide()).isInstanceOfSatisfying(Decision.Permit.class, permit -> assertThat(permit.scope())
                .isEqualTo("eOverdracht-receiver"));
        Ask narrow = Ask.of("GET", "/fhir/Patient/77").narrow().scopes("eOverdracht-receiver", "fhir:patient:77");
        assertThat(narrow.decide()).isInstanceOfSatisfying(Decision.Permit.class, permit -> {
            assertThat(permit.scope()).isEqualTo("fhir:patient:77");
            assertThat(permit.basis()).isEqualTo(Decision.Basis.NARROW_SCOPE);
        });
        assertThat(Ask.of("GET", OBSERVATION).narrow().scopes("fhir:patient:77").outcome())
                .isEqualTo("scope_not_allowed");
        assertThat(Ask.of("GET", OBSERVATION)
                        .scopes("eOverdracht-sender", "other")
                        .outcome())
                .isEqualTo("scope_not_allowed");
    }

    @Test
    @DisplayName("a token of one customer at another")
    void otherCustomersToken() {
        Ask asked = Ask.of("GET", OBSERVATION);
        TokenOutcome foreign = asked.token("https://other.example/oauth2/x", null);
        assertThat(Ask.outcome(
                        asked.decide(new FlowsOutcome.Known(asked.flows()), foreign, new ProofOutcome.NotPresented())))
                .isEqualTo("wrong_tenant");
    }

    @Test
    @DisplayName("a revoked flow or token out of a cache")
    void revoked() {
        FlowReplica replica = new FlowReplica();
        Flow flow = Ask.handoff("f1");
        replica.accept(flow);
        Ask asked = Ask.of("GET", OBSERVATION);
        TokenOutcome token = asked.token(Ask.ISSUER, null);
        assertThat(Ask.outcome(asked.decide(of(replica), token, new ProofOutcome.NotPresented())))
                .isEqualTo("permit");
        replica.accept(flow.revoke());
        FlowsOutcome known = of(replica);
        assertThat(Ask.outcome(asked.decide(known, token, new ProofOutcome.NotPresented())))
                .isEqualTo("flow_revoked");
        assertThat(Ask.outcome(asked.decide(known, new TokenOutcome.Inactive(), new ProofOutcome.NotPresented())))
                .isEqualTo("token_inactive");
    }

    @Test
    @DisplayName("access after the end, before the begin, and at the very moment")
    void expiry() {
        Ask asked = Ask.of("GET", OBSERVATION);
        assertThat(asked.at(Samples.NOW.plusSeconds(3599)).outcome()).isEqualTo("permit");
        assertThat(asked.at(Samples.NOW.minusSeconds(60)).outcome()).isEqualTo("permit");
        assertThat(asked.at(Samples.NOW.minusSeconds(61)).outcome()).isEqualTo("flow_not_yet_valid");
        Flow shorter = new Flow(
                asked.flows().getFirst().header(),
                asked.flows().getFirst().parties(),
                asked.flows().getFirst().task(),
                asked.flows().getFirst().grants(),
                new Validity(Samples.NOW.minusSeconds(60), Samples.NOW, Samples.NOW.plusSeconds(60)),
                false);
        assertThat(asked.flows(shorter).outcome()).isEqualTo("flow_expired");
        assertThat(Ask.of("GET", "/fhir/Task/t1").flows(shorter).outcome()).isEqualTo("permit");
    }

    @Test
    @DisplayName("a status that changed between check and write")
    void changedMeanwhile() {
        Ask strict = Ask.completing().grammar(options(false, true));
        assertThat(strict.outcome()).isEqualTo("if_match_required");
        assertThat(strict.header("If-Match", "*").outcome()).isEqualTo("if_match_required");
        assertThat(strict.header("If-Match", "\"1\", \"2\"").outcome()).isEqualTo("if_match_required");
        assertThat(strict.header("If-Match", "W/\"3\"").outcome()).isEqualTo("permit");
        Flow completed = Ask.handoff("f1").withTask(TaskState.COMPLETED, "");
        assertThat(Ask.completing().flows(completed).outcome()).isEqualTo("transition_not_allowed");
    }

    @Test
    @DisplayName("probing which resources exist")
    void probing() {
        Reason mine = denied(Ask.of("GET", "/fhir/Observation/2"));
        Reason nobodys = denied(Ask.of("GET", "/fhir/Observation/2").flows(new Flow[0]));
        assertThat(mine.publicCode()).isEqualTo(nobodys.publicCode());
        assertThat(mine.status()).isEqualTo(nobodys.status());
    }

    @Test
    @DisplayName("log injection, and a citizen number in a URL")
    void logInjection() {
        assertThat(LoggableText.of("/fhir/Patient/999990019\n{\"forged\":true}\u001b[31m"))
                .doesNotContain("999990019")
                .doesNotContain("\n")
                .doesNotContain("\u001b");
    }

    @Test
    @DisplayName("what the decision needs is away")
    void away() {
        Ask asked = Ask.of("GET", OBSERVATION);
        TokenOutcome token = asked.token(Ask.ISSUER, null);
        Decision noFlows = asked.decide(new FlowsOutcome.Unavailable(), token, new ProofOutcome.NotPresented());
        assertThat(noFlows).isInstanceOfSatisfying(Decision.Deny.class, deny -> assertThat(deny.reason())
                .isEqualTo(Reason.UNAVAILABLE)
                .extracting(Reason::status)
                .isEqualTo(503));
        Decision noToken = asked.decide(
                new FlowsOutcome.Known(asked.flows()), new TokenOutcome.Unavailable(), new ProofOutcome.NotPresented());
        assertThat(Ask.outcome(noToken)).isEqualTo("unavailable");
    }

    @Test
    @DisplayName("input that costs more than it weighs")
    void expensiveInput() {
        assertThat(Ask.of("GET", "/fhir/Task/" + "a".repeat(3000)).outcome()).isEqualTo("too_long");
        assertThat(Ask.completing().body("{\"x\":" + "[".repeat(100_000)).outcome())
                .isEqualTo("bad_body");
        assertThat(Ask.completing()
                        .body("{\"x\":\"" + "a".repeat(RequestGrammar.MAX_BODY_LENGTH) + "\"}")
                        .outcome())
                .isEqualTo("body_too_large");
    }

    @Test
    @DisplayName("Accept, Prefer and _format that ask for something lenient or another form")
    void otherForms() {
        assertThat(Ask.of("GET", OBSERVATION).header("Accept", "text/html").outcome())
                .isEqualTo("format_not_allowed");
        assertThat(Ask.of("GET", OBSERVATION + "?_format=html").outcome()).isEqualTo("format_not_allowed");
        assertThat(Ask.of("GET", OBSERVATION)
                        .header("Prefer", "handling=lenient")
                        .outcome())
                .isEqualTo("prefer_not_allowed");
        assertThat(Ask.of("GET", OBSERVATION).header("Prefer", "return=minimal").outcome())
                .isEqualTo("permit");
    }

    @Test
    @DisplayName("medical data without a user")
    void withoutUser() {
        assertThat(Ask.of("GET", OBSERVATION).claims(Map.of()).outcome()).isEqualTo("user_required");
        assertThat(Ask.of("GET", OBSERVATION)
                        .claims(Map.of("employee_identifier", " "))
                        .outcome())
                .isEqualTo("user_required");
        assertThat(Ask.of("GET", "/fhir/Task/t1").claims(Map.of()).outcome()).isEqualTo("permit");
    }

    private static FlowsOutcome of(FlowReplica replica) {
        return new FlowsOutcome.Known(replica.concerning(
                "a", Party.ofDids(Set.of(Samples.RECEIVER)), new ResourceId("Observation", "1"), Samples.NOW));
    }

    private static RequestGrammar options(boolean narrow, boolean ifMatch) {
        RequestGrammar grammar = Ask.completing().grammar();
        return new RequestGrammar(
                grammar.kind(),
                grammar.basePath(),
                grammar.fhirVersion(),
                grammar.bodyMode(),
                new RequestGrammar.Options(narrow, RequestGrammar.Options.USER_AREAS, false, ifMatch, false));
    }

    private static Reason denied(Ask asked) {
        return asked.decide() instanceof Decision.Deny deny ? deny.reason() : Reason.UNAVAILABLE;
    }

    private static DeriveOutcome.Derived derived(String... references) {
        return derive(references) instanceof DeriveOutcome.Derived derived
                ? derived
                : new DeriveOutcome.Derived("", "", List.of(), List.of());
    }

    private static DeriveOutcome derive(String... references) {
        StringBuilder entries = new StringBuilder();
        for (String reference : references) {
            entries.append(entries.isEmpty() ? "" : ",").append("{\"reference\":\"" + reference + "\"}");
        }
        JsonNode composition = StrictJson.parse(
                "{\"resourceType\":\"Composition\",\"id\":\"9\",\"subject\":{\"reference\":\"Patient/1\"},"
                        + "\"section\":[{\"entry\":[" + entries + "]}]}",
                1_000_000);
        return Derivation.derive(composition, Set.of("https://own/fhir"), FhirVersion.STU3, ResourceLookup.NONE);
    }
}
