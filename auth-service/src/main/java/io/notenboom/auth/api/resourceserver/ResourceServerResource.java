// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.resourceserver;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.AuthProblem;
import io.notenboom.auth.api.JsonBody;
import io.notenboom.auth.api.Problems;
import io.notenboom.auth.resourceserver.Registration;
import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.resourceserver.ResourceServerOutcome;
import io.notenboom.auth.resourceserver.ResourceServers;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.secret.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registering gateways that may introspect the tokens of a subject (internal). */
@Path("/auth/v1/subjects/{subject}/resource-servers")
@RunOnVirtualThread
public class ResourceServerResource {

    private static final String SCOPE = "auth:admin";
    private static final int CREATED = 201;
    private static final int OK = 200;
    private static final int DEFAULT_LIMIT = 100;
    private static final int MAX_LIMIT = 500;
    private static final long DEFAULT_OVERLAP = 86_400;

    private final ResourceServers servers;
    private final Subjects subjects;
    private final PublicUrl publicUrl;
    private final Caller caller;

    /** Registers with these. */
    public ResourceServerResource(ResourceServers servers, Subjects subjects, PublicUrl publicUrl, Caller caller) {
        this.servers = servers;
        this.subjects = subjects;
        this.publicUrl = publicUrl;
        this.caller = caller;
    }

    /** Registers one; a secret is shown in this answer only. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope(SCOPE)
    @Audited("resource-server.register")
    public Response register(@PathParam("subject") String subject, byte[] body) {
        SubjectId id = subject(subject);
        Registration registration = RegistrationBody.read(body, publicUrl.issuer(id), null);
        return changed(orBadRequest(() -> servers.register(id, registration)), CREATED);
    }

    /** A page of them, by client id. */
    @GET
    @RequiresScope(SCOPE)
    public ObjectNode list(
            @PathParam("subject") String subject,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        SubjectId id = subject(subject);
        int most = limit(limit);
        List<ResourceServer> page = servers.page(id, cursor, most + 1);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("resource_servers");
        page.stream().limit(most).forEach(server -> list.add(ResourceServerJson.of(server, publicUrl.issuer(id))));
        answer.put("next", page.size() > most ? page.get(most - 1).id() : null);
        return answer;
    }

    /** One of them. */
    @GET
    @Path("/{id}")
    @RequiresScope(SCOPE)
    public ObjectNode get(@PathParam("subject") String subject, @PathParam("id") String id) {
        SubjectId of = subject(subject);
        return servers.find(of, id)
                .map(server -> ResourceServerJson.of(server, publicUrl.issuer(of)))
                .orElseThrow(ResourceServerResource::notFound);
    }

    /** Replaces what it is and may, and its keys, name or certificates. */
    @PUT
    @Path("/{id}")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope(SCOPE)
    @Audited("resource-server.replace")
    public Response replace(@PathParam("subject") String subject, @PathParam("id") String id, byte[] body) {
        SubjectId of = subject(subject);
        Registration registration = RegistrationBody.read(body, publicUrl.issuer(of), id);
        return changed(servers.replace(of, id, registration), OK);
    }

    /** Makes a new secret, shown in this answer only; those before stay good for {@code overlap_seconds}. */
    @POST
    @Path("/{id}/secret")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope(SCOPE)
    @Audited("resource-server.rotate-secret")
    public Response rotateSecret(@PathParam("subject") String subject, @PathParam("id") String id, byte[] body) {
        SubjectId of = subject(subject);
        Duration overlap = overlap(body);
        return changed(servers.rotateSecret(of, id, overlap), OK);
    }

    /** Removes one; from then on it is told nothing. */
    @DELETE
    @Path("/{id}")
    @RequiresScope(SCOPE)
    @Audited("resource-server.remove")
    public Response remove(@PathParam("subject") String subject, @PathParam("id") String id) {
        SubjectId of = subject(subject);
        if (!servers.remove(of, id)) {
            throw notFound();
        }
        return Response.noContent().build();
    }

    private Response changed(ResourceServerOutcome outcome, int status) {
        return switch (outcome) {
            case ResourceServerOutcome.Done done -> answer(done, status);
            case ResourceServerOutcome.NotFound _ -> throw notFound();
            case ResourceServerOutcome.Exists _ ->
                throw new ProblemException(
                        AuthProblem.RESOURCE_SERVER_EXISTS,
                        "Choose another client_id, leave it out, or change the one that there is by PUT.");
            case ResourceServerOutcome.Full full ->
                throw new ProblemException(
                        AuthProblem.RESOURCE_SERVERS_FULL,
                        "Remove one that is not used any more; " + full.most()
                                + " is the most (notenboom.auth.introspection.max-resource-servers).");
            case ResourceServerOutcome.OtherMethod other ->
                throw new ProblemException(
                        AuthProblem.OTHER_AUTHENTICATION,
                        "It authenticates by " + other.method().wireName()
                                + ", which cannot be changed: register another one and remove this one.");
        };
    }

    private Response answer(ResourceServerOutcome.Done done, int status) {
        String issuer = publicUrl.issuer(done.server().subject());
        ObjectNode json = ResourceServerJson.of(done.server(), issuer);
        Secret secret = done.secret();
        if (secret != null) {
            json.put("client_secret", secret.reveal());
        }
        Response.ResponseBuilder answer = Response.status(status)
                .entity(json)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store");
        return status == CREATED
                ? answer.location(URI.create(
                                "/auth/v1/subjects/" + done.server().subject().value() + "/resource-servers/"
                                        + done.server().id()))
                        .build()
                : answer.build();
    }

    private SubjectId subject(String subject) {
        caller.requireSubject(subject);
        return SubjectId.tryParse(subject)
                .flatMap(subjects::find)
                .filter(Subject::isActive)
                .map(Subject::id)
                .orElseThrow(() -> new ProblemException(
                        AuthProblem.SUBJECT_NOT_FOUND, "Create the subject first, or check its name."));
    }

    private static ResourceServerOutcome orBadRequest(Supplier<ResourceServerOutcome> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException wrong) {
            throw Problems.badRequest(String.valueOf(wrong.getMessage()));
        }
    }

    private static Duration overlap(byte[] body) {
        if (body.length == 0) {
            return Duration.ofSeconds(DEFAULT_OVERLAP);
        }
        long seconds = JsonBody.parse(body)
                .only(Set.of("overlap_seconds"))
                .node("overlap_seconds")
                .map(node -> node.canConvertToLong() && node.isIntegralNumber() ? node.longValue() : -1)
                .orElse(DEFAULT_OVERLAP);
        if (seconds < 0 || seconds > ResourceServers.LONGEST_OVERLAP.toSeconds()) {
            throw Problems.badRequest(
                    "overlap_seconds must be a number of 0 to " + ResourceServers.LONGEST_OVERLAP.toSeconds());
        }
        return Duration.ofSeconds(seconds);
    }

    private static int limit(@Nullable String limit) {
        if (limit == null) {
            return DEFAULT_LIMIT;
        }
        if (!limit.matches("[0-9]{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_LIMIT) {
            throw Problems.badRequest("limit must be a number of 1 to " + MAX_LIMIT);
        }
        return Integer.parseInt(limit);
    }

    private static ProblemException notFound() {
        return new ProblemException(
                AuthProblem.RESOURCE_SERVER_NOT_FOUND, "Register it first, or check its client_id.");
    }
}
