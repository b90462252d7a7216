// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.AuthProblem;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.client.Activation;
import io.notenboom.auth.discovery.client.ActivationOutcome;
import io.notenboom.auth.discovery.client.Activations;
import io.notenboom.auth.discovery.client.DiscoverySearch;
import io.notenboom.auth.discovery.client.Found;
import io.notenboom.auth.discovery.client.ListRefresh;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Taking part in discovery services and finding others there (internal), as a Nuts node v6 serves it. */
@Path("/internal/discovery/v1")
@RunOnVirtualThread
public class DiscoveryClientResource {

    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_QUERY = 16;
    private static final int MAX_TEXT = 512;

    private final ServiceDefinitions definitions;
    private final Activations activations;
    private final DiscoverySearch search;
    private final ListRefresh refresh;
    private final Subjects subjects;
    private final Caller caller;

    /** Works with these. */
    public DiscoveryClientResource(
            ServiceDefinitions definitions,
            Activations activations,
            DiscoverySearch search,
            ListRefresh refresh,
            Subjects subjects,
            Caller caller) {
        this.definitions = definitions;
        this.activations = activations;
        this.search = search;
        this.refresh = refresh;
        this.subjects = subjects;
        this.caller = caller;
    }

    /** The definitions in use, as they were given. */
    @GET
    @RequiresScope("auth:request")
    public ArrayNode definitions() {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        definitions.current().all().stream().map(ServiceDefinition::json).forEach(answer::add);
        return answer;
    }

    /** Those who take part in a service, and of whom one credential fits all parameters. */
    @GET
    @Path("/{service}")
    @RequiresScope("auth:request")
    public ArrayNode search(@PathParam("service") String service, @Context UriInfo uri) {
        List<Found> found = search.search(service, query(uri)).orElseThrow(DiscoveryProblems::serviceNotFound);
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        found.forEach(one -> answer.add(json(one)));
        return answer;
    }

    /** Takes part in a service. */
    @POST
    @Path("/{service}/{subject}")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:write")
    @Audited("discovery.activate")
    public Response activate(@PathParam("service") String service, @PathParam("subject") String subject, byte[] body) {
        caller.requireSubject(subject);
        return switch (activations.activate(service, id(subject), parameters(body))) {
            case ActivationOutcome.Done _ -> changed(service);
            case ActivationOutcome.Pending pending ->
                throw new ProblemException(
                        DiscoveryProblem.SERVER_FAILED,
                        pending.reason().description()
                                + ". The activation is kept, and tried again until it succeeds or is ended.");
            case ActivationOutcome.UnknownService _ -> throw DiscoveryProblems.serviceNotFound();
            case ActivationOutcome.UnknownSubject _ -> throw DiscoveryProblems.subjectNotFound();
            case ActivationOutcome.CredentialsMissing missing ->
                throw new ProblemException(AuthProblem.CREDENTIALS_MISSING, missing.detail());
            case ActivationOutcome.WrongParameters wrong -> throw DiscoveryProblems.badRequest(wrong.detail());
        };
    }

    /** Whether a subject takes part, and what is wrong if something is. */
    @GET
    @Path("/{service}/{subject}")
    @RequiresScope("vcr:read")
    public ObjectNode status(@PathParam("service") String service, @PathParam("subject") String subject) {
        caller.requireSubject(subject);
        SubjectId id = id(subject);
        if (!activations.isDefined(service)) {
            throw DiscoveryProblems.serviceNotFound();
        }
        if (subjects.find(id).isEmpty()) {
            throw DiscoveryProblems.subjectNotFound();
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        Optional<Activation> activation = activations.find(service, id).filter(found -> !found.ending());
        if (activation.isEmpty()) {
            return answer.put("activated", false);
        }
        String error = activation.get().attempt().error();
        answer.put("activated", true).put("status", error.isEmpty() ? "active" : "error");
        if (!error.isEmpty()) {
            answer.put("error", error);
        }
        ArrayNode presentations = answer.putArray("vp");
        activation.get().registered().forEach(registered -> presentations.add(registered.text()));
        return answer;
    }

    /** Ends taking part; 202 while the server could not be told. */
    @DELETE
    @Path("/{service}/{subject}")
    @RequiresScope("vcr:write")
    @Audited("discovery.deactivate")
    public Response deactivate(@PathParam("service") String service, @PathParam("subject") String subject) {
        caller.requireSubject(subject);
        return switch (activations.deactivate(service, id(subject))) {
            case ActivationOutcome.Done _ -> changed(service);
            case ActivationOutcome.Pending pending ->
                Response.accepted(JsonNodeFactory.instance
                                .objectNode()
                                .put("reason", pending.reason().description()))
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .build();
            case ActivationOutcome.UnknownService _ -> throw DiscoveryProblems.serviceNotFound();
            case ActivationOutcome.UnknownSubject _ -> throw DiscoveryProblems.subjectNotFound();
            case ActivationOutcome.CredentialsMissing _, ActivationOutcome.WrongParameters _ ->
                throw new IllegalStateException("ending needs neither credentials nor parameters");
        };
    }

    /** Searches of this node tell of it from now on. */
    private Response changed(String service) {
        definitions.current().find(service).ifPresent(refresh::changed);
        return Response.ok().build();
    }

    private static SubjectId id(String subject) {
        return SubjectId.tryParse(subject).orElseThrow(DiscoveryProblems::subjectNotFound);
    }

    private static ObjectNode parameters(byte[] body) {
        if (body.length == 0) {
            return JsonNodeFactory.instance.objectNode();
        }
        ObjectNode json;
        try {
            json = StrictJson.parseObject(body, MAX_BODY);
        } catch (JsonInputException malformed) {
            throw DiscoveryProblems.badRequest("the body must be JSON: " + malformed.getMessage());
        }
        JsonNode parameters = json.path("registrationParameters");
        boolean known = json.size() == (json.has("registrationParameters") ? 1 : 0);
        if (!known || !(parameters.isMissingNode() || parameters.isNull() || parameters.isObject())) {
            throw DiscoveryProblems.badRequest("the body holds registrationParameters, an object, and nothing else");
        }
        return parameters instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    private static Map<String, String> query(UriInfo uri) {
        Map<String, String> query = new HashMap<>();
        uri.getQueryParameters().forEach((name, values) -> {
            boolean usable = values.size() == 1
                    && !name.isBlank()
                    && name.length() <= MAX_TEXT
                    && values.getFirst().length() <= MAX_TEXT;
            if (!usable || query.size() >= MAX_QUERY) {
                throw DiscoveryProblems.badRequest("search by at most " + MAX_QUERY + " properties, each once, such as"
                        + " credentialSubject.organization.name=Care*, of at most " + MAX_TEXT + " characters");
            }
            query.put(name, values.getFirst());
        });
        return query;
    }

    private static ObjectNode json(Found found) {
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("id", found.id())
                .put("credential_subject_id", found.signer().value())
                .put("vp", found.text());
        ObjectNode fields = answer.putObject("fields");
        found.fields().forEach(fields::set);
        answer.set("registrationParameters", found.parameters());
        return answer;
    }
}
