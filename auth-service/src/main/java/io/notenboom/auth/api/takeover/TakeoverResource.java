// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.takeover;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.AuthProblem;
import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.takeover.IssuedTakeover;
import io.notenboom.auth.takeover.OfferedDid;
import io.notenboom.auth.takeover.SubjectTakeover;
import io.notenboom.auth.takeover.TakeoverOutcome;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocumentReader;
import io.notenboom.trust.did.DidResolutionException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes over subjects from another node (internal). */
@Path("/auth/v1/subjects")
@RunOnVirtualThread
public class TakeoverResource {

    private final SubjectTakeover takeover;
    private final IssuedTakeover issuedTakeover;
    private final Subjects subjects;
    private final Caller caller;

    /** Takes over into these subjects. */
    public TakeoverResource(SubjectTakeover takeover, IssuedTakeover issuedTakeover, Subjects subjects, Caller caller) {
        this.takeover = takeover;
        this.issuedTakeover = issuedTakeover;
        this.subjects = subjects;
        this.caller = caller;
    }

    /** Takes over a subject with its DIDs; each is given as a node answers {@code GET /internal/vdr/v2/did/{did}}. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:admin")
    @Audited("subject.take-over")
    public Response take(byte[] body) {
        JsonBody request = JsonBody.parse(body).only(Set.of("subject", "dids"));
        SubjectId id = SubjectId.tryParse(request.requiredText("subject"))
                .orElseThrow(() -> Problems.badRequest("subject must be 1 to 128 characters of [a-zA-Z0-9._-]"));
        caller.requireSubject(id.value());
        return switch (takeover.take(id, offered(request.requiredNode("dids")))) {
            case TakeoverOutcome.Taken taken ->
                Response.status(Response.Status.CREATED)
                        .entity(answer(taken.subject()))
                        .build();
            case TakeoverOutcome.Exists exists ->
                throw new ProblemException(AuthProblem.SUBJECT_EXISTS, exists.detail());
            case TakeoverOutcome.Refused refused -> throw Problems.badRequest(refused.detail());
        };
    }

    /** Takes over what DIDs that were taken over issued; given as a node answers a search of what its DIDs issued. */
    @POST
    @Path("/issued")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:admin")
    @Audited("credential.take-over")
    public ObjectNode takeIssued(byte[] body) {
        caller.requireEverySubject();
        JsonNode results =
                JsonBody.parse(body).only(Set.of("verifiableCredentials")).requiredNode("verifiableCredentials");
        List<IssuedTakeover.Issued> issued = new ArrayList<>();
        for (JsonNode result : results) {
            try {
                issued.add(new IssuedTakeover.Issued(
                        UnverifiedCredential.parse(result.path("verifiableCredential")),
                        result.path("revocation").isObject()));
            } catch (CredentialRefusedException refused) {
                throw Problems.badRequest("verifiableCredentials[" + issued.size() + "]: "
                        + refused.reason().description());
            }
        }
        try {
            IssuedTakeover.Counts counts = issuedTakeover.take(issued);
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("taken", counts.taken())
                    .put("known", counts.known());
        } catch (IllegalArgumentException unfit) {
            throw Problems.badRequest(String.valueOf(unfit.getMessage()));
        }
    }

    private static List<OfferedDid> offered(JsonNode dids) {
        List<OfferedDid> offered = new ArrayList<>();
        if (!dids.isArray()) {
            throw Problems.badRequest("dids must be an array");
        }
        for (JsonNode did : dids) {
            JsonNode document = did.path("document");
            Did id = Did.tryParse(document.path("id").asText())
                    .orElseThrow(() -> Problems.badRequest("each of dids has a member document with an id, a DID"));
            try {
                byte[] text = document.toString().getBytes(StandardCharsets.UTF_8);
                offered.add(new OfferedDid(
                        DidDocumentReader.read(id, text),
                        created(did.path("documentMetadata").path("created"))));
            } catch (DidResolutionException malformed) {
                throw Problems.badRequest(id + ": its document is not a valid DID document with keys for signing");
            }
        }
        return offered;
    }

    private static @Nullable Instant created(JsonNode time) {
        if (time.isMissingNode() || time.isNull()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(time.asText()).toInstant();
        } catch (DateTimeException notATime) {
            throw Problems.badRequest("documentMetadata.created must be a time such as 2027-01-01T00:00:00Z");
        }
    }

    private ObjectNode answer(Subject subject) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("subject", subject.id().value());
        ArrayNode documents = answer.putArray("documents");
        subject.dids().forEach(did -> documents.add(subjects.document(did).toJson()));
        return answer;
    }
}
