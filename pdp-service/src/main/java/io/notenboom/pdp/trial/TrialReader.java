// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.introspection.IntrospectionAnswer;
import io.notenboom.pdp.pep.PepOptionsJson;
import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Canonicaliser;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import io.notenboom.pdp.request.ResourceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a question that somebody made up: {@code pep}, {@code profile}, {@code token}, {@code proof}, {@code certificate},
 * {@code flows}, {@code now}, {@code request}. What is left out is taken from what is in force. Asks nobody and changes nothing.
 */
public final class TrialReader {

    /** The members of a trial. */
    public static final Set<String> MEMBERS =
            Set.of("pep", "profile", "token", "proof", "certificate", "flows", "now", "request");

    private static final Set<String> PEP_MEMBERS =
            Set.of("kind", "basePath", "fhirVersion", "bodyMode", "subject", "issuer", "profile", "options");
    private static final Set<String> REQUEST_MEMBERS = Set.of("method", "target", "headers", "body");
    private static final int ONE_MINUTE = 60;
    private static final int MOST_FLOWS = 1_000;

    private final Surroundings around;

    /** @param around what is in force */
    public TrialReader(Surroundings around) {
        this.around = around;
    }

    /** What is in force where a trial does not say otherwise. */
    public interface Surroundings {

        /** A registered enforcement point. */
        Optional<TrialPep> pep(String id);

        /**
         * Whether a scope opens both sides of the customer, so that nothing is permitted at a registered enforcement point.
         *
         * @param instead the profile that the trial gives it; empty where it has those that it is registered with
         */
        default boolean opensBothSides(String pepId, Optional<UseCaseProfile> instead) {
            return false;
        }

        /** A profile by its name. */
        Optional<UseCaseProfile> profile(String name);

        /** The flows of a subject on which a request of a client for a resource can depend. */
        FlowsOutcome flows(String subject, Party client, ResourceId resource);

        /** The present time. */
        Instant now();
    }

    /**
     * An enforcement point.
     *
     * @param issuer of the tokens that count
     * @param profile name of its profile
     */
    public record TrialPep(RequestGrammar grammar, String subject, String issuer, String profile) {}

    /**
     * What somebody made up.
     *
     * @param subject whose data or inbox it is about
     */
    public record Trial(String subject, Question question) {}

    /**
     * Reads a trial.
     *
     * @throws TrialException with what to correct
     */
    public Trial read(JsonNode trial) {
        TrialJson.object(trial, "A trial", MEMBERS);
        Instant now = TrialJson.time(trial, "now", around.now());
        TrialPep pep = pep(trial.path("pep"));
        UseCaseProfile profile = profile(trial.path("profile"), pep.profile());
        TokenOutcome token = token(trial.path("token"), pep, now);
        ProofOutcome proof = proof(TrialJson.text(trial, "proof", "none"));
        RawRequest request = request(trial.path("request"), scheme(trial, proof));
        CanonicalOutcome canonical = Canonicaliser.canonicalise(request, pep.grammar());
        if (opensBothSides(trial, profile)) {
            return new Trial(pep.subject(), refused(canonical, profile, now));
        }
        FlowsOutcome flows = trial.has("flows")
                ? made(trial.path("flows"), pep.subject(), profile, now)
                : inForce(pep.subject(), canonical, token);
        Question.Presented presented = new Question.Presented(token, proof, certificate(trial));
        return new Trial(pep.subject(), new Question(authenticated(pep), canonical, presented, flows, profile, now));
    }

    private static PepOutcome authenticated(TrialPep pep) {
        return new PepOutcome.Authenticated(
                pep.grammar().kind(),
                pep.subject(),
                Set.of(pep.issuer()),
                Set.of(pep.issuer()),
                PepOutcome.Terms.of(pep.grammar()));
    }

    private static Question refused(CanonicalOutcome canonical, UseCaseProfile profile, Instant now) {
        return new Question(
                new PepOutcome.Refused(Reason.SCOPE_OPENS_BOTH_SIDES),
                canonical,
                Question.Presented.NOTHING_ASKED,
                new FlowsOutcome.Unavailable(),
                profile,
                now);
    }

    private boolean opensBothSides(JsonNode trial, UseCaseProfile profile) {
        return trial.path("pep").isTextual()
                && around.opensBothSides(
                        trial.path("pep").textValue(), trial.has("profile") ? Optional.of(profile) : Optional.empty());
    }

    private TrialPep pep(JsonNode json) {
        if (json.isTextual()) {
            return around.pep(json.textValue())
                    .orElseThrow(() -> new TrialException("There is no enforcement point " + json.textValue() + "."));
        }
        if (json.isMissingNode()) {
            throw new TrialException("Give pep: the id of an enforcement point, or an object that describes one.");
        }
        TrialJson.object(json, "pep", PEP_MEMBERS);
        String subject = TrialJson.text(json, "subject", "a");
        EndpointKind kind = TrialJson.choice(EndpointKind.class, TrialJson.text(json, "kind", "fhir"), "pep.kind");
        try {
            RequestGrammar grammar = new RequestGrammar(
                    kind,
                    TrialJson.text(json, "basePath", kind == EndpointKind.FHIR ? "/fhir" : "/notification"),
                    TrialJson.choice(FhirVersion.class, TrialJson.text(json, "fhirVersion", "stu3"), "pep.fhirVersion"),
                    TrialJson.choice(BodyMode.class, TrialJson.text(json, "bodyMode", "full"), "pep.bodyMode"),
                    PepOptionsJson.read(json.path("options")),
                    PepOptionsJson.readSurface(json.path("options")));
            return new TrialPep(
                    grammar,
                    subject,
                    TrialJson.text(json, "issuer", "https://node.example/oauth2/" + subject),
                    TrialJson.text(json, "profile", "seed/handoff-only"));
        } catch (TrialException clear) {
            throw clear;
        } catch (IllegalArgumentException incorrect) {
            throw new TrialException("pep: " + incorrect.getMessage());
        }
    }

    private UseCaseProfile profile(JsonNode json, String otherwise) {
        if (json.isObject()) {
            return made(json);
        }
        String name = json.asText(otherwise);
        return around.profile(name)
                .orElseThrow(() -> new TrialException(
                        "There is no profile " + name + "; name one that is in use, or give a whole one."));
    }

    /** A profile that is not in force. */
    public static UseCaseProfile made(JsonNode json) {
        try {
            return ProfileReader.read(json);
        } catch (IllegalArgumentException incorrect) {
            throw new TrialException(String.valueOf(incorrect.getMessage()));
        }
    }

    /** An introspection answer, whose issuer and end may be left out; or the words inactive and unavailable. */
    private static TokenOutcome token(JsonNode json, TrialPep pep, Instant now) {
        if (json.isMissingNode() || json.isNull()) {
            return new TokenOutcome.NotAsked();
        }
        if (json.isTextual()) {
            return switch (json.textValue()) {
                case "inactive" -> new TokenOutcome.Inactive();
                case "unavailable" -> new TokenOutcome.Unavailable();
                default ->
                    throw new TrialException("token is inactive, unavailable, or an object as introspection answers.");
            };
        }
        if (!json.isObject()) {
            throw new TrialException("token is inactive, unavailable, or an object as introspection answers.");
        }
        ObjectNode answer = json.deepCopy();
        if (!answer.has("active")) {
            answer.put("active", true);
        }
        if (!answer.has("iss")) {
            answer.put("iss", pep.issuer());
        }
        if (!answer.has("exp")) {
            answer.put("exp", now.getEpochSecond() + ONE_MINUTE);
        }
        return IntrospectionAnswer.read(answer);
    }

    private static ProofOutcome proof(String name) {
        return switch (name) {
            case "none" -> new ProofOutcome.NotPresented();
            case "valid" -> new ProofOutcome.Valid();
            case "invalid" -> new ProofOutcome.Invalid();
            case "unavailable" -> new ProofOutcome.Unavailable();
            default -> throw new TrialException("proof is none, valid, invalid or unavailable.");
        };
    }

    /** {@code x5t#S256} of the certificate of the client's connection. */
    private static @Nullable String certificate(JsonNode trial) {
        String thumbprint = TrialJson.text(trial, "certificate", "");
        return thumbprint.isEmpty() ? null : thumbprint;
    }

    private static String scheme(JsonNode trial, ProofOutcome proof) {
        if (trial.path("token").isMissingNode() || trial.path("token").isNull()) {
            return "";
        }
        return proof instanceof ProofOutcome.NotPresented ? "Bearer" : "DPoP";
    }

    /** {@code GET /fhir/Patient/1}, or an object with headers and body. */
    private static RawRequest request(JsonNode json, String scheme) {
        if (json.isTextual()) {
            String[] parts = json.textValue().split(" ", 2);
            if (parts.length != 2) {
                throw new TrialException("request is a method and a target, for instance GET /fhir/Patient/1.");
            }
            return new RawRequest(parts[0], parts[1], headers(json, scheme, false), RawBody.none());
        }
        TrialJson.object(json, "request", REQUEST_MEMBERS);
        RawBody body = body(json.path("body"));
        return new RawRequest(
                TrialJson.text(json, "method"),
                TrialJson.text(json, "target"),
                headers(json, scheme, body.present()),
                body);
    }

    private static RawBody body(JsonNode json) {
        if (json.isMissingNode() || json.isNull()) {
            return RawBody.none();
        }
        String text = json.isTextual() ? json.textValue() : json.toString();
        return RawBody.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<RawHeader> headers(JsonNode json, String scheme, boolean body) {
        List<RawHeader> headers = new ArrayList<>();
        json.path("headers").forEach(header -> {
            if (!header.isArray() || header.size() != 2) {
                throw new TrialException("headers are pairs of a name and a value.");
            }
            headers.add(new RawHeader(header.get(0).asText(), header.get(1).asText()));
        });
        if (!scheme.isEmpty() && absent(headers, "Authorization")) {
            headers.add(new RawHeader("Authorization", scheme + " trial"));
        }
        if (body && absent(headers, "Content-Type")) {
            headers.add(new RawHeader("Content-Type", "application/fhir+json"));
        }
        return headers;
    }

    private static boolean absent(List<RawHeader> headers, String name) {
        return headers.stream().noneMatch(header -> header.name().equalsIgnoreCase(name));
    }

    /** Before there is a canonical request with an active token, nothing looks at flows. */
    private FlowsOutcome inForce(String subject, CanonicalOutcome canonical, TokenOutcome token) {
        return canonical instanceof CanonicalRequest request && token instanceof TokenOutcome.Active active
                ? around.flows(subject, active.token().client(), request.resource())
                : new FlowsOutcome.Known(List.of());
    }

    private static FlowsOutcome made(JsonNode json, String subject, UseCaseProfile profile, Instant now) {
        if (json.isTextual() && json.textValue().equals("unavailable")) {
            return new FlowsOutcome.Unavailable();
        }
        if (!json.isArray() || json.size() > MOST_FLOWS) {
            throw new TrialException("flows is unavailable, or an array of at most " + MOST_FLOWS + " flows.");
        }
        List<Flow> flows = new ArrayList<>();
        for (JsonNode flow : json) {
            flows.add(TrialFlows.read(flow, "flow-" + (flows.size() + 1), subject, profile, now));
        }
        return new FlowsOutcome.Known(flows);
    }
}
