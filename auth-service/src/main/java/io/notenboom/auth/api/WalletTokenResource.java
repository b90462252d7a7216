// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.client.AccessTokens;
import io.notenboom.auth.client.WalletTokenOutcome;
import io.notenboom.auth.client.WalletTokenRequest;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Getting access tokens from the authorization servers of others (internal), as a Nuts node v6 serves it. */
@Path("/internal/auth/v2/{subject}/request-service-access-token")
@RunOnVirtualThread
public class WalletTokenResource {

    private static final Set<String> MEMBERS = Set.of(
            "authorization_server",
            "scope",
            "credentials",
            "credential_selection",
            "token_type",
            "service_provider_subject_id");

    private final AccessTokens tokens;
    private final InstantSource clock;
    private final Caller caller;

    /** Gets tokens with this. */
    public WalletTokenResource(AccessTokens tokens, InstantSource clock, Caller caller) {
        this.tokens = tokens;
        this.clock = clock;
        this.caller = caller;
    }

    /** Gets a token for one of our subjects; {@code Cache-Control: no-cache} asks for a new one. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:request")
    @NotAudited("the authorization server that gives the token records it")
    public Response request(
            @PathParam("subject") String subject,
            @HeaderParam(HttpHeaders.CACHE_CONTROL) @Nullable String cacheControl,
            byte[] body) {
        caller.requireSubject(subject);
        boolean cached =
                cacheControl == null || !cacheControl.toLowerCase(Locale.ROOT).contains("no-cache");
        return switch (tokens.get(request(subject, JsonBody.parse(body).only(MEMBERS), cached))) {
            case WalletTokenOutcome.Got got ->
                Response.ok(json(got))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build();
            case WalletTokenOutcome.WrongRequest wrong -> throw Problems.badRequest(wrong.detail());
            case WalletTokenOutcome.NotAvailable missing ->
                throw new ProblemException(AuthProblem.CREDENTIALS_MISSING, missing.detail());
            case WalletTokenOutcome.RemoteFailed failed -> throw problem(failed);
        };
    }

    private static ProblemException problem(WalletTokenOutcome.RemoteFailed failed) {
        return switch (failed.reason()) {
            case NOT_ALLOWED -> Problems.badRequest(failed.detail());
            case REFUSED -> new ProblemException(AuthProblem.SERVER_REFUSED, failed.detail());
            case INVALID_ANSWER -> new ProblemException(AuthProblem.SERVER_INVALID, failed.detail());
            case UNAVAILABLE -> new ProblemException(AuthProblem.SERVER_UNAVAILABLE, failed.detail());
        };
    }

    private WalletTokenRequest request(String subject, JsonBody body, boolean cached) {
        Optional<String> provider = body.text("service_provider_subject_id");
        provider.ifPresent(caller::requireSubject);
        boolean bound = !body.text("token_type").orElse("DPoP").equalsIgnoreCase("Bearer");
        return new WalletTokenRequest(
                PathText.subject(subject),
                body.requiredUri("authorization_server"),
                body.requiredText("scope"),
                credentials(body),
                selection(body),
                new WalletTokenRequest.Options(
                        bound, cached, provider.map(PathText::subject).orElse(null)));
    }

    private static List<ObjectNode> credentials(JsonBody body) {
        List<ObjectNode> credentials = new ArrayList<>();
        JsonNode nodes = body.node("credentials").orElseGet(JsonNodeFactory.instance::arrayNode);
        if (!nodes.isArray()) {
            throw Problems.badRequest("credentials must be an array");
        }
        for (JsonNode node : nodes) {
            if (!(node instanceof ObjectNode credential)) {
                throw Problems.badRequest("credentials must be an array of objects");
            }
            credentials.add(credential);
        }
        return credentials;
    }

    private static Map<String, String> selection(JsonBody body) {
        Map<String, String> selection = new HashMap<>();
        body.object("credential_selection")
                .ifPresent(object -> object.properties().forEach(entry -> {
                    if (!entry.getValue().isTextual()) {
                        throw Problems.badRequest("credential_selection must hold texts");
                    }
                    selection.put(entry.getKey(), entry.getValue().textValue());
                }));
        return selection;
    }

    private ObjectNode json(WalletTokenOutcome.Got got) {
        long expiresAt = got.expiresAt().getEpochSecond();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("access_token", got.token().token().reveal())
                .put("token_type", got.token().tokenType())
                .put("expires_in", Math.max(0, expiresAt - clock.instant().getEpochSecond()))
                .put("expires_at", expiresAt)
                .put("scope", got.token().scope());
        String keyId = got.proofKeyId();
        return keyId == null ? answer : answer.put("dpop_kid", keyId);
    }
}
