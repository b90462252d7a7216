// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.flow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.FlowRules;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.credential.CredentialImport;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.transfer.FhirSettings;
import io.notenboom.pdp.transfer.SenderIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code /pdp/v1/flows/import}: flows from NutsAuthorizationCredentials. */
@Path("/pdp/v1/flows/import")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class FlowImportResource {

    private static final int MAX_CREDENTIALS = 500;

    private final FlowRegister register;
    private final Around around;
    private final Caller caller;

    /** What an import uses besides the register. */
    public record Around(
            CustomerFhirServer fhir,
            SenderIdentity senders,
            UseCaseProfile profile,
            FhirSettings settings,
            InstantSource clock) {}

    /** Over the register. */
    public FlowImportResource(FlowRegister register, Around around, Caller caller) {
        this.register = register;
        this.around = around;
        this.caller = caller;
    }

    /** Makes flows of the credentials that a subject issued, and says of each credential what became of it. May be repeated. */
    @POST
    @NotAudited("records each change by itself")
    @RequiresScope("pdp:write")
    public ObjectNode imported(byte[] body) {
        ObjectNode json = RequestJson.read(body);
        String subject = json.path("subject").asText("");
        if (!FlowHeader.validSubject(subject)) {
            throw Problems.badRequest("subject is the id of the subject of this node that issued the credentials.");
        }
        caller.requireSubject(subject);
        JsonNode credentials = json.path("credentials");
        if (!credentials.isArray() || credentials.isEmpty() || credentials.size() > MAX_CREDENTIALS) {
            throw Problems.badRequest("credentials has 1 to " + MAX_CREDENTIALS + " credentials.");
        }
        CredentialImport.Result result = new CredentialImport(
                        request(json, subject), task -> switch (around.fhir().read(task)) {
                            case CustomerFhirServer.Answer.Resource found -> Optional.of(found.content());
                            case CustomerFhirServer.Answer.Missing _ -> Optional.empty();
                            case CustomerFhirServer.Answer.Refused _ ->
                                throw Problems.unavailable("The FHIR server refused a Task; nothing was imported.");
                            case CustomerFhirServer.Answer.Unreachable _ ->
                                throw Problems.unavailable("The FHIR server cannot be reached; nothing was imported.");
                        })
                .of(credentials, around.clock().instant());
        return shown(result);
    }

    private CredentialImport.Request request(ObjectNode json, String subject) {
        Set<String> dids = new HashSet<>(around.senders().dids(subject));
        json.path("formerDids").forEach(did -> dids.add(did.asText()));
        Map<String, String> taskOf = new HashMap<>();
        json.path("taskOf")
                .properties()
                .forEach(entry -> taskOf.put(entry.getKey(), entry.getValue().asText()));
        return new CredentialImport.Request(
                new FlowHeader("", 1, subject, Role.SENDER, around.profile().name(), caller.tokenId()),
                around.settings().publicBaseUrl(),
                around.settings().version(),
                dids,
                taskOf);
    }

    private ObjectNode shown(CredentialImport.Result result) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode flows = answer.putArray("flows");
        for (Flow flow : result.flows()) {
            FlowRules.check(flow);
            boolean now = register.create(flow) instanceof Change.Done;
            ObjectNode entry = flows.addObject().put("id", flow.id()).put("created", now);
            entry.put("task", flow.task().reference())
                    .put("state", flow.task().state().wireName());
            ArrayNode used = entry.putArray("credentials");
            result.used().getOrDefault(flow.id(), List.of()).forEach(used::add);
        }
        ArrayNode refused = answer.putArray("refused");
        result.refused().forEach(credential -> {
            ObjectNode entry = refused.addObject().put("credential", credential.id());
            ArrayNode reasons = entry.putArray("reasons");
            credential.reasons().forEach(reasons::add);
        });
        return answer;
    }
}
