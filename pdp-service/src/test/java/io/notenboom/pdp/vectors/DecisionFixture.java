// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
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
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.introspection.IntrospectionAnswer;
import io.notenboom.pdp.profile.ProfileReader;
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
import io.notenboom.pdp.task.TaskState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a decision vector into a question for the engine. */
record DecisionFixture(JsonNode file) {

    private static final Map<String, String> PROFILES =
            Map.of("seed", "seed/negotiation", "bolt", "bolt/negotiation", "seed-handoff-only", "seed/handoff-only");

    Decision decide(JsonNode vector) throws IOException {
        return DecisionEngine.decide(asked(vector));
    }

    Question asked(JsonNode vector) throws IOException {
        List<Flow> flows = new ArrayList<>();
        vector.path("flows").forEach(name -> flows.add(flow(name.asText())));
        vector.path("incoming").forEach(name -> flows.add(incoming(name.asText())));
        ObjectNode tenant =
                file.path("tenants").path(vector.path("tenant").asText()).deepCopy();
        vector.path("tenantOptions").properties().forEach(option -> tenant.set(option.getKey(), option.getValue()));
        Set<String> down = texts(vector.path("down"));
        JsonNode token = vector.path("token").isTextual()
                ? file.path("tokens").path(vector.path("token").asText())
                : vector.path("token");
        Instant now = Instant.parse(vector.path("now").asText(file.path("now").asText()));
        return question(
                new Asked(vector.path("tenant").asText(), tenant, vector.path("request"), token),
                down.contains("introspection") ? new TokenOutcome.Unavailable() : null,
                down.contains("flowStore") ? new FlowsOutcome.Unavailable() : new FlowsOutcome.Known(flows),
                profile(vector.path("profile").asText()),
                now);
    }

    Decision decideStep(JsonNode sequence, JsonNode step, Flow flow, boolean down, boolean tokenRevoked) {
        ObjectNode request = step.path("request").deepCopy();
        if (request.has("bodyFromTask")) {
            ObjectNode task = file.path("tasks")
                    .path(request.path("bodyFromTask").asText())
                    .deepCopy();
            task.put("status", request.path("newStatus").asText());
            request.put("body", task.toString());
        }
        String tenant = sequence.path("tenant").asText();
        try {
            return DecisionEngine.decide(question(
                    new Asked(
                            tenant,
                            file.path("tenants").path(tenant),
                            request,
                            file.path("tokens").path(step.path("token").asText())),
                    tokenRevoked ? new TokenOutcome.Inactive() : null,
                    down ? new FlowsOutcome.Unavailable() : new FlowsOutcome.Known(List.of(flow)),
                    profile(sequence.path("profile").asText()),
                    Instant.parse(file.path("now").asText())));
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private record Asked(String subject, JsonNode tenant, JsonNode request, JsonNode token) {}

    private static Question question(
            Asked asked, @Nullable TokenOutcome fixed, FlowsOutcome flows, UseCaseProfile profile, Instant now) {
        JsonNode tenant = asked.tenant();
        String target = asked.request().path("target").asText();
        String notify = tenant.path("notificationBase").asText("/none");
        boolean notification = target.startsWith(notify + "/") || target.equals(notify);
        RequestGrammar grammar = new RequestGrammar(
                notification ? EndpointKind.NOTIFICATION : EndpointKind.FHIR,
                notification ? notify : tenant.path("fhirBase").asText("/fhir"),
                FhirVersion.STU3,
                tenant.path("bodyMode").asText().equals("none") ? BodyMode.NONE : BodyMode.FULL);
        PepOutcome pep = new PepOutcome.Authenticated(
                grammar.kind(), asked.subject(), texts(tenant.path("issuers")), texts(tenant.path("audiences")));
        RawBody body = RawBody.of(asked.request().path("body").asText("").getBytes(StandardCharsets.UTF_8));
        RawRequest raw = new RawRequest(asked.request().path("method").asText(), target, headers(asked, body), body);
        TokenOutcome token = fixed != null ? fixed : token(asked.token());
        return new Question(
                pep,
                Canonicaliser.canonicalise(raw, grammar),
                new Question.Presented(token, proof(asked.request().path("dpop"))),
                flows,
                profile,
                now);
    }

    private static List<RawHeader> headers(Asked asked, RawBody body) {
        List<RawHeader> headers = new ArrayList<>();
        if (!asked.token().isNull() && !asked.token().isMissingNode()) {
            headers.add(new RawHeader(
                    "Authorization", asked.request().path("authScheme").asText("Bearer") + " t"));
        }
        if (body.present()) {
            headers.add(new RawHeader(
                    "Content-Type", asked.request().path("contentType").asText("application/fhir+json")));
        }
        asked.request()
                .path("headers")
                .forEach(header -> headers.add(
                        new RawHeader(header.path(0).asText(), header.path(1).asText())));
        return headers;
    }

    /** The vectors write times as text; introspection carries seconds. */
    private static TokenOutcome token(JsonNode token) {
        if (token.isNull() || token.isMissingNode()) {
            return new TokenOutcome.NotAsked();
        }
        ObjectNode answer = token.deepCopy();
        for (String time : List.of("iat", "exp")) {
            if (answer.has(time)) {
                answer.put(time, Instant.parse(answer.path(time).asText()).getEpochSecond());
            }
        }
        return IntrospectionAnswer.read(answer);
    }

    private static ProofOutcome proof(JsonNode symbol) {
        return switch (symbol.asText("")) {
            case "" -> new ProofOutcome.NotPresented();
            case "valid" -> new ProofOutcome.Valid();
            default -> new ProofOutcome.Invalid();
        };
    }

    Flow flow(String name) {
        JsonNode data = file.path("flows").path(name);
        FlowTask task = new FlowTask(
                data.path("task").path("id").asText(),
                TaskState.of(data.path("task").path("status").asText()).orElseThrow(),
                data.path("task").path("remainderHash").asText(),
                data.path("task").has("ops") ? operations(data.path("task").path("ops")) : FlowTask.READ_AND_UPDATE);
        List<CompositionGrant> compositions = new ArrayList<>();
        data.path("compositions")
                .forEach(grant -> compositions.add(new CompositionGrant(
                        grant.path("ref").asText(),
                        CompositionKind.of(grant.path("kind").asText()).orElseThrow(),
                        operations(grant.path("ops")),
                        user(grant))));
        List<ResourceGrant> resources = new ArrayList<>();
        data.path("resources")
                .forEach(grant -> resources.add(new ResourceGrant(
                        grant.path("path").asText(),
                        operations(grant.path("ops")),
                        user(grant),
                        texts(grant.path("via")))));
        return new Flow(
                new FlowHeader(name, 1, data.path("tenant").asText(), Role.SENDER, "seed/negotiation", "test"),
                new Parties(party(data.path("sender")), party(data.path("receiver")), "https://sender.example/fhir"),
                task,
                new Grants(compositions, resources),
                new Validity(
                        Instant.parse(data.path("notBefore").asText()),
                        Instant.parse(data.path("dataExpires").asText()),
                        Instant.parse(data.path("taskExpires").asText())),
                data.path("revoked").asBoolean());
    }

    private Flow incoming(String name) {
        JsonNode data = file.path("incoming").path(name);
        return new Flow(
                new FlowHeader(name, 1, data.path("tenant").asText(), Role.RECEIVER, "seed/negotiation", "test"),
                new Parties(party(data.path("sender")), party(data.path("receiver")), "https://sender.example/fhir"),
                new FlowTask(
                        data.path("task").path("id").asText(),
                        TaskState.of(data.path("task").path("status").asText()).orElseThrow(),
                        "",
                        Set.of()),
                Grants.NONE,
                new Validity(Instant.MIN, Instant.MAX, Instant.MAX),
                false);
    }

    private static Party party(JsonNode data) {
        return new Party(
                texts(data.path("dids")),
                texts(data.path("clientIds")),
                data.path("ura").textValue());
    }

    private static UserRequirement user(JsonNode grant) {
        if (grant.has("assurance")) {
            return UserRequirement.valueOf(grant.path("assurance").asText().toUpperCase(Locale.ROOT));
        }
        return grant.path("userContext").asBoolean() ? UserRequirement.LOW : UserRequirement.NONE;
    }

    private static Set<Interaction> operations(JsonNode names) {
        Set<Interaction> operations = new HashSet<>();
        for (String name : texts(names)) {
            operations.add(Interaction.valueOf(name.toUpperCase(Locale.ROOT)));
        }
        return operations;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    static UseCaseProfile profile(String name) throws IOException {
        String resource = "/profiles/" + PROFILES.getOrDefault(name, name) + ".json";
        try (InputStream data = Objects.requireNonNull(DecisionFixture.class.getResourceAsStream(resource))) {
            return ProfileReader.read(VectorFile.JSON.readTree(data));
        }
    }
}
