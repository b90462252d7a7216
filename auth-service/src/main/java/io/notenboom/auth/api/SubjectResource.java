// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.revocation.Deactivation;
import io.notenboom.auth.subject.CreateSubjectOutcome;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;

/** Subjects (internal), as a Nuts node v6 serves them. */
@Path("/internal/vdr/v2/subject")
@RunOnVirtualThread
public class SubjectResource {

    private final Subjects subjects;
    private final Deactivation deactivation;
    private final Caller caller;

    /** Works on these subjects. */
    public SubjectResource(Subjects subjects, Deactivation deactivation, Caller caller) {
        this.subjects = subjects;
        this.deactivation = deactivation;
        this.caller = caller;
    }

    /** Creates a subject; the body may be empty, the name is a random UUID then. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vdr:write")
    @Audited("subject.create")
    public Response create(byte[] body) {
        SubjectId id = body.length == 0 ? randomId() : requestedId(JsonBody.parse(body));
        caller.requireSubject(id.value());
        try {
            return switch (subjects.create(id)) {
                case CreateSubjectOutcome.Created created -> answer(created.subject());
                case CreateSubjectOutcome.AlreadyExists _ ->
                    throw new ProblemException(AuthProblem.SUBJECT_EXISTS, "there is a subject of this name already");
            };
        } catch (NoKeyAvailableException noKey) {
            throw new ProblemException(
                    AuthProblem.NO_KEY_AVAILABLE,
                    "the custodian has no unused key of purpose did; let the host create more");
        }
    }

    /** All subjects that the caller may act for, each with its DIDs. */
    @GET
    @RequiresScope("vdr:read")
    public ObjectNode list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        subjects.list().stream()
                .filter(subject -> caller.mayActFor(subject.id().value()))
                .forEach(subject -> answer.set(subject.id().value(), dids(subject)));
        return answer;
    }

    /** The DIDs of a subject, also deactivated ones. */
    @GET
    @Path("/{subject}")
    @RequiresScope("vdr:read")
    public ArrayNode get(@PathParam("subject") String subject) {
        caller.requireSubject(subject);
        return subjects.find(PathText.subject(subject))
                .map(SubjectResource::dids)
                .orElseThrow(Problems::subjectNotFound);
    }

    /** Deactivates all DIDs of a subject, and ends the tokens that it gave and got here. */
    @DELETE
    @Path("/{subject}")
    @RequiresScope("vdr:write")
    @Audited("subject.deactivate")
    public Response deactivate(@PathParam("subject") String subject) {
        caller.requireSubject(subject);
        return deactivation
                .deactivate(PathText.subject(subject))
                .map(_ -> Response.noContent().build())
                .orElseThrow(Problems::subjectNotFound);
    }

    private static SubjectId requestedId(JsonBody body) {
        body.only(Set.of("subject", "keys"));
        body.object("keys").ifPresent(keys -> {
            if (keys.path("encryptionKey").asBoolean(false)
                    || !keys.path("assertionKey").asBoolean(true)) {
                throw Problems.badRequest("a did:web has an assertion key and no encryption key");
            }
        });
        return body.text("subject")
                .map(text -> SubjectId.tryParse(text)
                        .orElseThrow(
                                () -> Problems.badRequest("subject must be 1 to 128 characters of [a-zA-Z0-9._-]")))
                .orElseGet(SubjectResource::randomId);
    }

    private static SubjectId randomId() {
        return new SubjectId(UUID.randomUUID().toString());
    }

    private Response answer(Subject subject) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("subject", subject.id().value());
        ArrayNode documents = answer.putArray("documents");
        subject.activeDids().forEach(did -> documents.add(subjects.document(did).toJson()));
        return Response.ok(answer).build();
    }

    private static ArrayNode dids(Subject subject) {
        ArrayNode dids = JsonNodeFactory.instance.arrayNode();
        subject.dids().forEach(own -> dids.add(own.did().value()));
        return dids;
    }
}
