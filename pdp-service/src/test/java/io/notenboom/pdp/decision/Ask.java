// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One question to the engine: a running handoff to the client, and a request that a test changes. */
record Ask(
        RawRequest request,
        RequestGrammar grammar,
        Set<String> scopes,
        Map<String, String> claims,
        List<Flow> flows,
        Instant now) {

    static final String ISSUER = "https://sender.example/oauth2/a";
    static final UseCaseProfile PROFILE = ShippedProfiles.load().stream()
            .filter(profile -> profile.name().equals("seed/negotiation"))
            .findFirst()
            .orElseThrow();

    private static final Set<String> COMPOSITION = Set.of("Composition/1");
    private static final String TASK = """
            {"resourceType":"Task","id":"t1","status":"%s","intent":"order","owner":{"reference":"Organization/b"}}""";

    /** A request for something, with a valid token of a user of the receiver. */
    static Ask of(String method, String target) {
        return new Ask(
                new RawRequest(method, target, List.of(new RawHeader("Authorization", "Bearer x")), RawBody.none()),
                new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                Set.of("eOverdracht-receiver"),
                Map.of("employee_identifier", "e1"),
                List.of(handoff("f1")),
                Samples.NOW);
    }

    /** The Task completed. */
    static Ask completing() {
        return of("PUT", "/fhir/Task/t1").json(task("completed"));
    }

    static String task(String status) {
        return TASK.formatted(status);
    }

    /** Task t1 in progress opens Composition 1, its patient, a finding and a file. */
    static Flow handoff(String id) {
        List<ResourceGrant> resources = new ArrayList<>();
        for (String reference : List.of("Patient/1", "Observation/1", "DocumentReference/1", "Binary/1")) {
            resources.add(new ResourceGrant(reference, Set.of(Interaction.READ), UserRequirement.LOW, COMPOSITION));
        }
        return new Flow(
                new FlowHeader(id, 1, "a", Role.SENDER, "seed/negotiation", "test"),
                new Parties(
                        Party.ofDids(Set.of("did:web:sender.example:a")),
                        Party.ofDids(Set.of(Samples.RECEIVER)),
                        "https://sender.example/fhir"),
                new FlowTask("t1", TaskState.IN_PROGRESS, remainder(), FlowTask.READ_AND_UPDATE),
                new Grants(
                        List.of(new CompositionGrant(
                                "Composition/1",
                                CompositionKind.NURSING_HANDOFF,
                                Set.of(Interaction.READ, Interaction.DOCUMENT),
                                UserRequirement.LOW)),
                        resources),
                new Validity(
                        Samples.NOW.minusSeconds(60), Samples.NOW.plusSeconds(3600), Samples.NOW.plusSeconds(86400)),
                false);
    }

    private static String remainder() {
        if (TaskDocument.of(StrictJson.parse(task("in-progress"), 1000)) instanceof TaskDocument task) {
            return task.remainderHash();
        }
        throw new AssertionError("the sample is a Task");
    }

    Ask header(String name, String value) {
        List<RawHeader> headers = new ArrayList<>(request.headers());
        headers.add(new RawHeader(name, value));
        return with(new RawRequest(request.method(), request.target(), headers, request.body()));
    }

    Ask body(String content) {
        RawBody body = RawBody.of(content.getBytes(StandardCharsets.UTF_8));
        return with(new RawRequest(request.method(), request.target(), request.headers(), body));
    }

    Ask json(String content) {
        return header("Content-Type", "application/fhir+json").body(content);
    }

    Ask with(RawRequest changed) {
        return new Ask(changed, grammar, scopes, claims, flows, now);
    }

    Ask flows(Flow... changed) {
        return new Ask(request, grammar, scopes, claims, List.of(changed), now);
    }

    Ask scopes(String... changed) {
        return new Ask(request, grammar, Set.of(changed), claims, flows, now);
    }

    Ask claims(Map<String, String> changed) {
        return new Ask(request, grammar, scopes, changed, flows, now);
    }

    Ask at(Instant changed) {
        return new Ask(request, grammar, scopes, claims, flows, changed);
    }

    Ask grammar(RequestGrammar changed) {
        return new Ask(request, changed, scopes, claims, flows, now);
    }

    Ask narrow() {
        return grammar(new RequestGrammar(
                grammar.kind(),
                grammar.basePath(),
                grammar.fhirVersion(),
                grammar.bodyMode(),
                RequestGrammar.Options.NONE.withNarrowScopes(true)));
    }

    Decision decide() {
        return decide(new FlowsOutcome.Known(flows), token(ISSUER, null), new ProofOutcome.NotPresented());
    }

    Decision decide(FlowsOutcome known, TokenOutcome token, ProofOutcome proof) {
        return DecisionEngine.decide(new Question(
                new PepOutcome.Authenticated(
                        grammar.kind(), "a", Set.of(ISSUER), Set.of(ISSUER), PepOutcome.Terms.of(grammar)),
                Canonicaliser.canonicalise(request, grammar),
                new Question.Presented(token, proof),
                known,
                PROFILE,
                now));
    }

    TokenOutcome token(String issuer, @org.jspecify.annotations.Nullable String thumbprint) {
        return new TokenOutcome.Active(new AccessToken(
                new AccessToken.Origin(issuer, Set.of()),
                Party.ofDids(Set.of(Samples.RECEIVER)),
                scopes,
                Samples.NOW.plusSeconds(3600),
                thumbprint,
                claims));
    }

    /** {@code permit}, or the reason of the denial. */
    String outcome() {
        return outcome(decide());
    }

    static String outcome(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit -> "permit";
            case Decision.Deny deny -> deny.reason().code();
        };
    }
}
