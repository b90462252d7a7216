// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.access.Scopes;
import io.notenboom.kit.access.issued.TokenAdministration;
import io.notenboom.kit.access.issued.TokenAdministration.Listed;
import io.notenboom.kit.access.issued.TokenRequest;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Making, listing, rotating and revoking API tokens (internal). */
@Path("/auth/v1/api-tokens")
@RunOnVirtualThread
@RequiresScope(Scopes.ACCESS_ADMIN)
public class ApiTokenResource {

    private static final int MAX_PAGE = 500;

    private final TokenAdministration tokens;
    private final Caller caller;
    private final InstantSource clock;

    /** Manages these tokens. */
    public ApiTokenResource(TokenAdministration tokens, Caller caller, InstantSource clock) {
        this.tokens = tokens;
        this.caller = caller;
        this.clock = clock;
    }

    /** Makes a token; the answer is the only one that shows it. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @NotAudited("records the token itself")
    public Response create(byte[] body) {
        JsonBody json = JsonBody.parse(body).only(Set.of("name", "scopes", "subjects", "days"));
        TokenRequest request = new TokenRequest(
                json.requiredText("name"),
                Set.copyOf(json.texts("scopes")),
                json.has("subjects") ? Optional.of(Set.copyOf(json.texts("subjects"))) : Optional.empty(),
                json.integer("days").orElse(TokenRequest.DEFAULT_DAYS));
        return TokenAnswers.fresh(Response.Status.CREATED, tokens.create(request, caller.identity()));
    }

    /** A page of the tokens in the order in which they were made. */
    @GET
    public ObjectNode list(
            @QueryParam("after") @Nullable String after, @QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX_PAGE) {
            throw Problems.badRequest("limit is a number from 1 to " + MAX_PAGE);
        }
        List<Listed> found = tokens.list(after, limit + 1);
        List<Listed> page = found.subList(0, Math.min(limit, found.size()));
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode listed = answer.putArray("tokens");
        page.forEach(token -> listed.add(TokenAnswers.listed(token, clock.instant())));
        return answer.put("next", found.size() > limit ? page.getLast().token().id() : null);
    }

    /** One token. */
    @GET
    @Path("/{id}")
    public ObjectNode get(@PathParam("id") String id) {
        return TokenAnswers.listed(tokens.find(id).orElseThrow(ApiTokenResource::notFound), clock.instant());
    }

    /** Gives a token another secret; the present one is good a while longer. */
    @POST
    @Path("/{id}/rotation")
    @Consumes(MediaType.WILDCARD)
    @NotAudited("records the token itself")
    public Response rotate(@PathParam("id") String id, byte[] body) {
        JsonBody json = JsonBody.parse(body).only(Set.of("overlapHours", "days"));
        Duration overlap =
                json.integer("overlapHours").map(Duration::ofHours).orElse(TokenAdministration.DEFAULT_OVERLAP);
        return TokenAnswers.fresh(
                Response.Status.OK,
                tokens.rotate(id, overlap, json.integer("days"), caller.identity())
                        .orElseThrow(ApiTokenResource::notFound));
    }

    /** Ends a token now. */
    @DELETE
    @Path("/{id}")
    @NotAudited("records the token itself")
    public Response revoke(@PathParam("id") String id) {
        if (!tokens.revoke(id, caller.identity())) {
            throw notFound();
        }
        return Response.noContent().build();
    }

    private static ProblemException notFound() {
        return new ProblemException(
                EdgeProblem.NOT_FOUND, "No API token has this id; GET /auth/v1/api-tokens lists them.");
    }
}
