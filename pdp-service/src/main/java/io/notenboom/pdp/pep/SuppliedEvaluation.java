// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.Refusal;
import io.notenboom.pdp.request.ResourceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * AuthZEN questions: the caller, itself authenticated, vouches for what the token would say. The resource is one behind the
 * enforcement point named in {@code context.pep}; the same engine answers.
 */
public final class SuppliedEvaluation {

    private static final int ONE_MINUTE = 60;

    private final PepRegister peps;
    private final ProfileCatalogue profiles;
    private final RequestAuthorization authorization;
    private final InstantSource clock;

    /** Over the decision. */
    public SuppliedEvaluation(
            PepRegister peps, ProfileCatalogue profiles, RequestAuthorization authorization, InstantSource clock) {
        this.peps = peps;
        this.profiles = profiles;
        this.authorization = authorization;
        this.clock = clock;
    }

    /**
     * An answer.
     *
     * @param decisionId empty when the question was no access decision
     */
    public record Answer(boolean decision, String reason, String decisionId) {}

    /**
     * Answers a question with {@code subject}, {@code action}, {@code resource} and perhaps {@code context}.
     *
     * @param subjects which of the node's subjects the caller may ask about; enforcement points of others are unknown to it
     */
    public Answer evaluate(JsonNode question, Predicate<String> subjects) {
        return question.path("action").path("name").asText("").equals("request_scope")
                ? scope(question, subjects)
                : access(question, subjects);
    }

    /** A scope may be granted when an enforcement point of this node knows it, whatever it opens then. */
    private Answer scope(JsonNode question, Predicate<String> subjects) {
        String scope = question.path("resource").path("id").asText("");
        boolean asked = question.path("resource").path("type").asText("").equals("scope");
        boolean served = asked
                && peps.all().stream()
                        .filter(pep -> subjects.test(pep.standing().subject()))
                        .flatMap(pep -> profiles.find(pep.standing().profile()).stream()
                                .map(profile -> profile.scopes(pep.grammar().kind())))
                        .anyMatch(scopes -> scopes.contains(scope));
        return new Answer(served, served ? "scope_served" : "scope_not_served", "");
    }

    private Answer access(JsonNode question, Predicate<String> subjects) {
        Optional<PepRegistration> pep = peps.find(
                        question.path("context").path("pep").asText(""))
                .filter(known -> subjects.test(known.standing().subject()));
        if (pep.isEmpty()) {
            return new Answer(false, "unknown_pep", "");
        }
        RawRequest request = request(question, pep.get());
        // an id is an id and nothing that changes what the target stands for
        Authorized authorized =
                ResourceId.validId(question.path("resource").path("id").asText(""))
                        ? authorization.authorize(pep.get(), request, token(question, pep.get()))
                        : authorization.refuse(pep.get(), request, Refusal.BAD_ID);
        return switch (authorized.decision()) {
            case Decision.Permit permit -> new Answer(true, permit.basis().wireName(), authorized.decisionId());
            case Decision.Deny deny -> new Answer(false, deny.reason().publicCode(), authorized.decisionId());
        };
    }

    private static RawRequest request(JsonNode question, PepRegistration pep) {
        String action = question.path("action").path("name").asText("");
        String id = question.path("resource").path("id").asText("");
        String path = pep.grammar().kind() == EndpointKind.NOTIFICATION
                ? "/" + id
                : "/" + question.path("resource").path("type").asText("") + "/" + id;
        String method =
                switch (action) {
                    case "read", "document" -> "GET";
                    case "update" -> "PUT";
                    case "notify" -> "POST";
                    default -> "";
                };
        String suffix = action.equals("document") ? "/$document" : "";
        return new RawRequest(
                method,
                pep.grammar().basePath() + path + suffix,
                List.of(new RawHeader("Authorization", "Bearer supplied")),
                RawBody.none());
    }

    private TokenOutcome token(JsonNode question, PepRegistration pep) {
        JsonNode subject = question.path("subject");
        Set<String> dids = new HashSet<>();
        Set<String> clientIds = new HashSet<>();
        String id = subject.path("id").asText("");
        if (!id.isEmpty()) {
            (id.startsWith("did:") ? dids : clientIds).add(id);
        }
        Map<String, String> claims = new HashMap<>();
        subject.path("properties").properties().forEach(claim -> {
            if (claim.getValue().isTextual()) {
                claims.put(claim.getKey(), claim.getValue().asText());
            }
        });
        Instant soon = clock.instant().plusSeconds(ONE_MINUTE);
        return new TokenOutcome.Active(new AccessToken(
                new AccessToken.Origin(pep.standing().audience(), Set.of()),
                new Party(dids, clientIds, claims.get("organization_ura")),
                Set.copyOf(new HashSet<>(Arrays.asList(
                        question.path("context").path("scope").asText("").split(" ")))),
                soon,
                null,
                claims));
    }
}
