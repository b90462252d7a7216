// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.introspection.IntrospectionAnswer;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a case asks, as the engine is asked it.
 *
 * @param subject name of the tenant
 * @param tenant its data, with what the case changes of it
 * @param token the introspection answer; null for none
 */
record QuestionOfCase(
        String subject,
        JsonNode tenant,
        JsonNode request,
        @Nullable JsonNode token) {

    /**
     * The question.
     *
     * @param fixed what introspection says, when that is not the token of the case
     */
    Question ask(@Nullable TokenOutcome fixed, FlowsOutcome flows, UseCaseProfile profile, Instant now) {
        RequestGrammar grammar = grammar();
        PepOutcome pep = new PepOutcome.Authenticated(
                grammar.kind(),
                subject,
                Case.texts(tenant.path("issuers")),
                Case.texts(tenant.path("audiences")),
                PepOutcome.Terms.of(grammar));
        return new Question(
                pep,
                Canonicaliser.canonicalise(raw(), grammar),
                new Question.Presented(fixed != null ? fixed : introspected(), proof()),
                flows,
                profile,
                now);
    }

    /** What the enforcement point of the case may carry. */
    RequestGrammar grammar() {
        EndpointKind kind = RequestCases.kind(tenant, request.path("target").asText());
        return new RequestGrammar(
                kind,
                RequestCases.base(tenant, kind),
                CaseFile.version(tenant.path("fhirVersion")),
                tenant.path("bodyMode").asText().equals("none") ? BodyMode.NONE : BodyMode.FULL,
                options());
    }

    /** The request of the case. */
    RawRequest raw() {
        RawBody body = RawBody.of(request.path("body").asText("").getBytes(StandardCharsets.UTF_8));
        return new RawRequest(
                request.path("method").asText(), request.path("target").asText(), headers(body), body);
    }

    private RequestGrammar.Options options() {
        return new RequestGrammar.Options(
                tenant.path("narrowScopes").asBoolean(),
                tenant.path("userAreas").asText(RequestGrammar.Options.USER_AREAS),
                tenant.path("receiverMayCancel").asBoolean(),
                tenant.path("requireIfMatch").asBoolean(),
                tenant.path("bodyCheckedBy").asText("").equals("backend"));
    }

    private List<RawHeader> headers(RawBody body) {
        List<RawHeader> headers = new ArrayList<>();
        if (token != null) {
            headers.add(
                    new RawHeader("Authorization", request.path("authScheme").asText("Bearer") + " t"));
        }
        if (body.present()) {
            headers.add(
                    new RawHeader("Content-Type", request.path("contentType").asText("application/fhir+json")));
        }
        request.path("headers").forEach(pair -> headers.add(RequestCases.header(pair)));
        return headers;
    }

    private TokenOutcome introspected() {
        return introspection().<TokenOutcome>map(IntrospectionAnswer::read).orElseGet(TokenOutcome.NotAsked::new);
    }

    /** What introspection answers; files write times as text, introspection carries seconds. */
    Optional<ObjectNode> introspection() {
        if (!(token instanceof ObjectNode object)) {
            return Optional.empty();
        }
        ObjectNode answer = object.deepCopy();
        for (String time : List.of("iat", "exp")) {
            if (answer.path(time).isTextual()) {
                answer.put(time, FlowsOfFile.instant(answer.path(time)).getEpochSecond());
            }
        }
        return Optional.of(answer);
    }

    /** What the authorization server says of the proof. */
    ProofOutcome proof() {
        return switch (request.path("dpop").asText("")) {
            case "" -> new ProofOutcome.NotPresented();
            case "valid" -> new ProofOutcome.Valid();
            default -> new ProofOutcome.Invalid();
        };
    }
}
