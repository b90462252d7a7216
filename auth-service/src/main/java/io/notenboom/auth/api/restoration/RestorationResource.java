// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.restoration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.AuthProblem;
import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.restoration.RestoredStatusLists;
import io.notenboom.auth.restoration.RestoredStatusLists.Outcome;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.restoring.RestoringMark;
import io.notenboom.trust.did.DidUrl;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;

/** Status lists of a node that is being restored (internal). */
@Path("/auth/v1/restoration")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class RestorationResource {

    private static final int MAX_PAGES = 1_000;
    private static final int MAX_CREDENTIALS = 1_000;

    private final RestoringMark mark;
    private final RestoredStatusLists lists;

    /** Works on these lists. */
    public RestorationResource(RestoringMark mark, RestoredStatusLists lists) {
        this.mark = mark;
        this.lists = lists;
    }

    /** Whether this node is being restored. */
    @GET
    @RequiresScope("auth:admin")
    public ObjectNode state() {
        return JsonNodeFactory.instance.objectNode().put("restoring", mark.isOn());
    }

    /** Takes over revocations from lists and from ids of credentials, then skips pages; each only if it is given. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:admin")
    @Audited("restoration")
    public ObjectNode restore(byte[] body) {
        JsonBody given = JsonBody.parse(body).only(Set.of("publishedList", "revokedCredentials", "skipPages"));
        List<DidUrl> credentials = credentials(given);
        int pages = given.integer("skipPages").orElse(0);
        if (pages < 0 || pages > MAX_PAGES) {
            throw Problems.badRequest("skipPages must be 0 to " + MAX_PAGES);
        }
        if (!mark.isOn()) {
            throw new ProblemException(
                    AuthProblem.NOT_RESTORING, "Revoke credentials with DELETE /internal/vcr/v2/issuer/vc/{id}.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        given.node("publishedList").ifPresent(list -> answer.put("revoked", taken(list)));
        ArrayNode unknown = answer.putArray("unknown");
        credentials.stream().filter(id -> !lists.revoke(id)).forEach(id -> unknown.add(id.toString()));
        return answer.put("issuers", pages == 0 ? 0 : lists.skip(pages));
    }

    private int taken(JsonNode list) {
        return switch (lists.take(list.isTextual() ? list.textValue() : list.toString())) {
            case Outcome.Taken taken -> taken.changed();
            case Outcome.Refused refused -> throw Problems.badRequest("publishedList: " + refused.why());
        };
    }

    private static List<DidUrl> credentials(JsonBody given) {
        List<String> texts = given.texts("revokedCredentials");
        if (texts.size() > MAX_CREDENTIALS) {
            throw Problems.badRequest("revokedCredentials has at most " + MAX_CREDENTIALS + " ids");
        }
        return texts.stream()
                .map(text -> DidUrl.tryParse(text)
                        .orElseThrow(() -> Problems.badRequest("revokedCredentials has ids of credentials: DID URLs")))
                .toList();
    }
}
