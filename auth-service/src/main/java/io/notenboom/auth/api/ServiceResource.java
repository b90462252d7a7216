// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.subject.OwnService;
import io.notenboom.auth.subject.ServiceOutcome;
import io.notenboom.auth.subject.SubjectServices;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Services in the documents of own DIDs, as Nuts nodes have them. */
@Path("/internal/vdr/v2/subject/{subject}/service")
@RunOnVirtualThread
public class ServiceResource {

    private static final int MAX_TYPE = 128;
    private static final int MAX_ENDPOINT = 4096;

    private final SubjectServices services;
    private final Caller caller;

    /** Works on these services. */
    public ServiceResource(SubjectServices services, Caller caller) {
        this.services = services;
        this.caller = caller;
    }

    /**
     * The services of a subject.
     *
     * @param type only those of this type
     * @param endpointType only those whose endpoint is a {@code string}, an {@code object} or an {@code array}
     */
    @GET
    @RequiresScope("vdr:read")
    public ArrayNode list(
            @PathParam("subject") String subject,
            @QueryParam("type") @Nullable String type,
            @QueryParam("endpointType") @Nullable String endpointType) {
        caller.requireSubject(subject);
        if (endpointType != null && !Set.of("string", "object", "array").contains(endpointType)) {
            throw Problems.badRequest("endpointType must be string, object or array");
        }
        return array(services.list(
                        PathText.subject(subject),
                        service -> (type == null || type.equals(service.type()))
                                && (endpointType == null || endpointType.equals(endpointType(service))))
                .orElseThrow(Problems::subjectNotFound));
    }

    /** Adds a service to each DID of a subject. */
    @POST
    @RequiresScope("vdr:write")
    @Audited("service.add")
    public ArrayNode add(@PathParam("subject") String subject, byte[] body) {
        caller.requireSubject(subject);
        JsonBody service = service(body);
        return answer(services.add(PathText.subject(subject), type(service), endpoint(service)));
    }

    /** Replaces a service; the answer has its new id. */
    @POST
    @Path("/{id}")
    @RequiresScope("vdr:write")
    @Audited("service.replace")
    public ArrayNode replace(@PathParam("subject") String subject, @PathParam("id") @Encoded String id, byte[] body) {
        caller.requireSubject(subject);
        JsonBody service = service(body);
        return answer(services.replace(PathText.subject(subject), fragment(id), type(service), endpoint(service)));
    }

    /** Takes a service out. */
    @DELETE
    @Path("/{id}")
    @RequiresScope("vdr:write")
    @Audited("service.remove")
    public Response remove(@PathParam("subject") String subject, @PathParam("id") @Encoded String id) {
        caller.requireSubject(subject);
        ArrayNode unused = answer(services.remove(PathText.subject(subject), fragment(id)));
        return Response.noContent().build();
    }

    private static JsonBody service(byte[] body) {
        return JsonBody.parse(body).only(Set.of("id", "type", "serviceEndpoint"));
    }

    private static String type(JsonBody service) {
        String type = service.requiredText("type");
        if (type.length() > MAX_TYPE) {
            throw Problems.badRequest("type has at most " + MAX_TYPE + " characters");
        }
        return type;
    }

    private static JsonNode endpoint(JsonBody service) {
        JsonNode endpoint = service.requiredNode("serviceEndpoint");
        if (!(endpoint.isTextual() || endpoint.isContainerNode())
                || (endpoint.isEmpty() && endpoint.asText().isBlank())) {
            throw Problems.badRequest("serviceEndpoint must be a text, an object or an array, and not be empty");
        }
        if (endpoint.toString().length() > MAX_ENDPOINT) {
            throw Problems.badRequest("serviceEndpoint has at most " + MAX_ENDPOINT + " characters");
        }
        return endpoint;
    }

    private static String endpointType(OwnService service) {
        if (service.endpoint().isTextual()) {
            return "string";
        }
        return service.endpoint().isObject() ? "object" : "array";
    }

    /** The id of a service is the same in each document but for the DID; it may also be given without that. */
    private static String fragment(String id) {
        String text = PathText.plain(id);
        return text.substring(text.indexOf('#') + 1);
    }

    private static ArrayNode answer(ServiceOutcome outcome) {
        return switch (outcome) {
            case ServiceOutcome.Changed changed -> array(changed.services());
            case ServiceOutcome.NoSuchSubject _ -> throw Problems.subjectNotFound();
            case ServiceOutcome.NoSuchService _ ->
                throw new ProblemException(
                        AuthProblem.SERVICE_NOT_FOUND,
                        "The subject has no such service; list them to see which it has.");
            case ServiceOutcome.Deactivated _ ->
                throw new ProblemException(
                        AuthProblem.DID_DEACTIVATED, "The subject is deactivated for good; create another one.");
            case ServiceOutcome.TooManyServices _ ->
                throw new ProblemException(
                        AuthProblem.DID_DOCUMENT_FULL, "The document lists 32 services; take one out first.");
        };
    }

    private static ArrayNode array(List<ObjectNode> list) {
        return JsonNodeFactory.instance.arrayNode().addAll(list);
    }
}
