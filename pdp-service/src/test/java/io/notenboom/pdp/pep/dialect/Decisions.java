// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.authzen.AccessPolicy;
import io.notenboom.pdp.authzen.NodePolicy;
import io.notenboom.pdp.authzen.QuestionReader;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.introspection.IntrospectionAnswer;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.InMemoryArchive;
import io.notenboom.pdp.pep.ClaimSource;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.InMemoryPepStore;
import io.notenboom.pdp.pep.PepAuthentication;
import io.notenboom.pdp.pep.PepInput;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.PermittedSteps;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;
import io.notenboom.pdp.pep.ScopeSides;
import io.notenboom.pdp.pep.dialect.SameRequest.Told;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.profile.UseCaseProfile.Transition;
import io.notenboom.pdp.profile.UseCaseProfile.UserRules;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskReading;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One flow of one subject, and an enforcement point for each dialect. */
final class Decisions {

    static final Instant NOW = Samples.NOW;
    static final String ISSUER = "https://sender.example/oauth2/a";
    static final String CLIENT = Samples.RECEIVER;

    private static final String PROFILE = "seed/handoff-only";
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);

    private final PepRegister peps = new PepRegister(new InMemoryPepStore(), CLOCK);
    private final FlowReplica replica = new FlowReplica();
    private final RequestAuthorization authorization;
    private final NodePolicy policy;

    Decisions() {
        Flow sample = Samples.handoff("f1");
        replica.accept(new Flow(
                sample.header(),
                sample.parties(),
                new FlowTask("task-f1", TaskState.IN_PROGRESS, remainder(), FlowTask.READ_AND_UPDATE),
                sample.grants(),
                sample.validity(),
                false));
        replica.followedBy(() -> true);
        ProfileCatalogue profiles = new ProfileCatalogue(List.of(profile()));
        RequestAuthorization.Sources sources = new RequestAuthorization.Sources(
                (subject, token) -> IntrospectionAnswer.read(SameRequest.claims(token.reveal())),
                proof -> new ProofOutcome.Invalid(),
                (subject, sender, task) -> {},
                new NoSteps(),
                new ScopeSides(peps, profiles));
        authorization = new RequestAuthorization(sources, replica, profiles, journal(), CLOCK);
        policy = new NodePolicy(peps, profiles, replica, authorization, CLOCK);
        for (Dialect dialect : Dialect.values()) {
            peps.put(pep(dialect));
        }
    }

    private static String remainder() {
        TaskReading task = TaskDocument.of(StrictJson.parse(
                "{\"resourceType\":\"Task\",\"id\":\"task-f1\",\"status\":\"in-progress\",\"intent\":\"order\"}",
                1000));
        return task instanceof TaskDocument document ? document.remainderHash(TaskState.COMPLETED) : "";
    }

    private static UseCaseProfile profile() {
        return new UseCaseProfile(
                PROFILE,
                1,
                Map.of(EndpointKind.FHIR, Set.of("eOverdracht-receiver")),
                Map.of(CompositionKind.NURSING_HANDOFF, Set.of(TaskState.IN_PROGRESS)),
                Set.of(new Transition(TaskState.IN_PROGRESS, TaskState.COMPLETED, Role.RECEIVER)),
                new UserRules(false, "employee_identifier", "assurance_level"));
    }

    private static PepRegistration pep(Dialect dialect) {
        boolean supplied = dialect == Dialect.PXP || dialect == Dialect.KNOOPPUNT;
        return new PepRegistration(
                dialect.wireName(),
                new PepAuthentication.Key(PepRegister.keyHash("key"), null),
                new PepInput(dialect, supplied ? ClaimSource.SUPPLIED : ClaimSource.INTROSPECTION, null),
                new RequestGrammar(EndpointKind.FHIR, SameRequest.BASE, FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", ISSUER, PROFILE));
    }

    Told ask(SameRequest request, Dialect dialect) {
        PepRegistration pep = peps.find(dialect.wireName()).orElseThrow();
        return switch (dialect.protocol()) {
            case FORWARD ->
                told(authorization.authorize(pep, call(request, dialect).read(pep.input())));
            case OPA -> {
                Reading reading = OpaInput.read(pep, request.document(dialect));
                yield told(authorization.authorize(pep, reading));
            }
            case AUTHZEN -> evaluate(request);
        };
    }

    private static ForwardedCall call(SameRequest request, Dialect dialect) {
        List<RawHeader> headers = new ArrayList<>();
        headers.add(new RawHeader("Authorization", "Bearer " + request.token()));
        headers.add(new RawHeader("X-PEP-Key", "key"));
        if (!request.body().isEmpty()) {
            headers.add(new RawHeader("Content-Type", "application/fhir+json"));
        }
        String prefix = dialect == Dialect.FORWARDED ? "X-Forwarded-" : "X-Original-";
        String uri = ForwardedCall.PREFIX + dialect.wireName();
        if (dialect == Dialect.ENVOY) {
            uri += request.target();
        } else {
            headers.add(new RawHeader(prefix + "Method", request.method()));
            headers.add(new RawHeader(prefix + (dialect == Dialect.FORWARDED ? "Uri" : "URI"), request.target()));
        }
        RawBody body = RawBody.of(request.bodyText().getBytes(StandardCharsets.UTF_8));
        return new ForwardedCall(new ForwardedCall.Line(request.method(), uri), headers, body, null);
    }

    private Told evaluate(SameRequest request) {
        ObjectNode json = StrictJson.newObject();
        boolean document = request.path().endsWith("/$document");
        String[] parts = request.path().split("/");
        ObjectNode claims = SameRequest.claims(request.token());
        ObjectNode subject = json.putObject("subject")
                .put("type", "organization")
                .put("id", claims.path("client_id").asText());
        subject.set("properties", claims);
        json.putObject("action")
                .put("name", document ? "document" : request.method().equals("PUT") ? "update" : "read");
        ObjectNode resource =
                json.putObject("resource").put("type", "fhir:" + parts[0]).put("id", parts[1]);
        resource.putObject("properties").put("query", String.join("&", request.query()));
        ObjectNode context = json.putObject("context").put("pep", Dialect.AUTHZEN.wireName());
        if (!request.body().isEmpty()) {
            context.put("body", request.bodyText());
        }
        AccessPolicy.Answer answer = policy.evaluate(QuestionReader.evaluation(json), subjects -> true);
        return new Told(answer.decision() ? "permit" : "deny", answer.reason(), answer.requestHash());
    }

    private static Told told(Authorized authorized) {
        String hash = authorized.requestHash().orElse("");
        return switch (authorized.decision()) {
            case Decision.Permit permit -> new Told("permit", permit.basis().wireName(), hash);
            case Decision.Deny deny -> new Told("deny", deny.reason().publicCode(), hash);
        };
    }

    private static DecisionJournal journal() {
        return new DecisionJournal(new InMemoryArchive(), new SortableIds(CLOCK, new SecureRandom()), CLOCK);
    }

    private static final class NoSteps implements PermittedSteps {

        @Override
        public void put(PermittedStep step) {}

        @Override
        public void withdraw(String decisionId) {}

        @Override
        public Optional<PermittedStep> find(String decisionId) {
            return Optional.empty();
        }
    }
}
