// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Credentials;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.request.Refusal;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.secret.Secret;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what {@link QuestionWriter} wrote. */
public final class QuestionReader {

    /** Stands for the token, which no record holds; which token it is, no check asks. */
    private static final Secret NO_TOKEN = Secret.of("recorded");

    private QuestionReader() {}

    /** Finds a version of a flow as it was recorded. */
    @FunctionalInterface
    public interface RecordedFlows {

        Optional<Flow> find(String id, long version);
    }

    /**
     * The question of a record.
     *
     * @param profile by which to decide
     * @throws UnreadableQuestionException when it cannot be put together again, with the reason
     */
    public static Question read(JsonNode json, RecordedFlows flows, UseCaseProfile profile)
            throws UnreadableQuestionException {
        if (!json.path("exact").asBoolean(false)) {
            throw new UnreadableQuestionException(
                    json.isObject()
                            ? "what it was about is masked or cut in the log"
                            : "the record does not have what it was about");
        }
        try {
            return new Question(
                    pep(json.path("pep")),
                    request(json.path("request")),
                    new Question.Presented(
                            token(json.path("token")),
                            proof(json.path("proof").asText()),
                            json.path("clientCertificate").textValue()),
                    flows(json.path("flows"), flows),
                    profile,
                    Instant.parse(json.path("now").asText()));
        } catch (IllegalArgumentException | DateTimeException unknown) {
            throw new UnreadableQuestionException("this version does not understand the record");
        }
    }

    private static PepOutcome pep(JsonNode json) {
        if (json.has("refused")) {
            return new PepOutcome.Refused(new Reason(
                    json.path("refused").asText(), json.path("status").asInt()));
        }
        return new PepOutcome.Authenticated(
                EndpointKind.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
                json.path("subject").asText(),
                texts(json.path("issuers")),
                texts(json.path("audiences")),
                json.has("terms") ? terms(json.path("terms")) : PepOutcome.Terms.NONE);
    }

    private static PepOutcome.Terms terms(JsonNode json) {
        return new PepOutcome.Terms(
                FhirVersion.valueOf(json.path("fhirVersion").asText().toUpperCase(Locale.ROOT)),
                new RequestGrammar.Options(
                        json.path("narrowScopes").asBoolean(),
                        json.path("userAreas").asText(),
                        json.path("receiverMayCancel").asBoolean(),
                        json.path("requireIfMatch").asBoolean(),
                        json.path("backendChecksBody").asBoolean()));
    }

    private static CanonicalOutcome request(JsonNode json) {
        if (json.has("refused")) {
            return new NonCanonical(
                    Refusal.valueOf(json.path("refused").asText().toUpperCase(Locale.ROOT)));
        }
        Map<String, String> parameters = new HashMap<>();
        json.path("parameters")
                .properties()
                .forEach(parameter ->
                        parameters.put(parameter.getKey(), parameter.getValue().asText()));
        return CanonicalRequest.recorded(
                        Interaction.valueOf(json.path("interaction")
                                .asText()
                                .toUpperCase(Locale.ROOT)
                                .replace('-', '_')),
                        new ResourceId(
                                json.path("type").asText(), json.path("id").asText()),
                        json.path("path").asText(),
                        credentials(json.path("credentials").asText()),
                        json.has("task") ? task(json) : null)
                .with(parameters, json.path("versioned").asBoolean());
    }

    private static Credentials credentials(String scheme) {
        return switch (scheme) {
            case "none" -> new Credentials.Absent();
            case "bearer" -> new Credentials.Bearer(NO_TOKEN);
            case "dpop" -> new Credentials.DemonstratedPossession(NO_TOKEN);
            default -> throw new IllegalArgumentException(scheme);
        };
    }

    private static TaskDocument task(JsonNode request) {
        JsonNode task = request.path("task");
        return TaskDocument.recorded(
                request.path("id").asText(),
                TaskState.of(task.path("state").asText()),
                task.path("remainderHash").asText(),
                task.path("remainderForState").asText());
    }

    private static TokenOutcome token(JsonNode json) {
        return switch (json.path("outcome").asText()) {
            case "not_asked" -> new TokenOutcome.NotAsked();
            case "inactive" -> new TokenOutcome.Inactive();
            case "unavailable" -> new TokenOutcome.Unavailable();
            case "active" ->
                new TokenOutcome.Active(
                        active(json), json.path("boundToCertificate").textValue());
            default -> throw new IllegalArgumentException(json.path("outcome").asText());
        };
    }

    private static AccessToken active(JsonNode json) {
        Map<String, String> claims = new HashMap<>();
        json.path("claims")
                .properties()
                .forEach(claim -> claims.put(claim.getKey(), claim.getValue().asText()));
        JsonNode client = json.path("client");
        return new AccessToken(
                new AccessToken.Origin(json.path("issuer").asText(), texts(json.path("audiences"))),
                new Party(
                        texts(client.path("dids")),
                        texts(client.path("clientIds")),
                        client.path("ura").textValue()),
                texts(json.path("scopes")),
                Instant.parse(json.path("expires").asText()),
                json.path("boundTo").textValue(),
                claims);
    }

    private static ProofOutcome proof(String name) {
        return switch (name) {
            case "not_presented" -> new ProofOutcome.NotPresented();
            case "valid" -> new ProofOutcome.Valid();
            case "invalid" -> new ProofOutcome.Invalid();
            case "unavailable" -> new ProofOutcome.Unavailable();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static FlowsOutcome flows(JsonNode json, RecordedFlows recorded) throws UnreadableQuestionException {
        if (!json.isArray()) {
            return new FlowsOutcome.Unavailable();
        }
        List<Flow> flows = new ArrayList<>();
        for (JsonNode entry : json) {
            String id = entry.path("id").asText();
            long version = entry.path("version").asLong();
            flows.add(recorded.find(id, version)
                    .orElseThrow(() -> new UnreadableQuestionException(
                            "version " + version + " of flow " + id + " is not in the log as it was")));
        }
        return new FlowsOutcome.Known(flows);
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
