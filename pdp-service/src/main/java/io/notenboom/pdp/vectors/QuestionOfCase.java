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
        String target = request.path("target").asText();
        EndpointKind kind = RequestCases.kind(tenant, target);
        RequestGrammar grammar = new RequestGrammar(
                kind,
                RequestCases.base(tenant, kind),
                CaseFile.version(tenant.path("fhirVersion")),
                tenant.path("bodyMode").asText().equals("none") ? BodyMode.NONE : BodyMode.FULL,
                options());
        PepOutcome pep = new PepOutcome.Authenticated(
                kind,
                subject,
                Case.texts(tenant.path("issuers")),
                Case.texts(tenant.path("audiences")),
                PepOutcome.Terms.of(grammar));
        RawBody body = RawBody.of(request.path("body").asText("").getBytes(StandardCharsets.UTF_8));
        RawRequest raw = new RawRequest(request.path("method").asText(), target, headers(body), body);
        return new Question(
                pep,
                Canonicaliser.canonicalise(raw, grammar),
                new Question.Presented(fixed != null ? fixed : introspected(), proof(request.path("dpop"))),
                flows,
                profile,
                now);
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

    /** Files write times as text; introspection carries seconds. */
    private TokenOutcome introspected() {
        if (!(token instanceof ObjectNode object)) {
            return new TokenOutcome.NotAsked();
        }
        ObjectNode answer = object.deepCopy();
        for (String time : List.of("iat", "exp")) {
            if (answer.path(time).isTextual()) {
                answer.put(time, FlowsOfFile.instant(answer.path(time)).getEpochSecond());
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
}
