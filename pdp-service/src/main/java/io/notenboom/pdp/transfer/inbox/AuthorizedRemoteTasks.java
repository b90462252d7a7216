// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.inbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.peer.AuthorizedCalls;
import io.notenboom.pdp.peer.AuthorizedCalls.Access;
import io.notenboom.pdp.peer.AuthorizedCalls.Call;
import io.notenboom.pdp.peer.OutboundCalls.Body;
import java.util.HashMap;
import java.util.Map;

/** Tasks of senders over HTTP, with a token of the scope that opens FHIR servers in the profile in force. */
public final class AuthorizedRemoteTasks implements RemoteTasks {

    private static final String FHIR_JSON = "application/fhir+json";

    private final AuthorizedCalls calls;
    private final String scope;

    /** @param scope the scope that opens the FHIR side */
    public AuthorizedRemoteTasks(AuthorizedCalls calls, String scope) {
        this.calls = calls;
        this.scope = scope;
    }

    @Override
    public Answer read(String subject, SenderAddresses.Address sender, String taskId) {
        String url = sender.fhirBase() + "/Task/" + taskId;
        Call call = new Call("GET", url, Map.of("Accept", FHIR_JSON), null);
        return switch (calls.send(new Access(subject, sender.issuer(), scope), call)) {
            case AuthorizedCalls.Outcome.Ok ok -> task(ok.body(), taskId);
            case AuthorizedCalls.Outcome.Refused refused -> new Answer.Refused(refused.status());
            case AuthorizedCalls.Outcome.Failed failed -> new Answer.Unavailable(failed.what());
        };
    }

    private static Answer task(JsonNode body, String taskId) {
        return body instanceof ObjectNode task
                        && "Task".equals(task.path("resourceType").textValue())
                        && taskId.equals(task.path("id").textValue())
                ? new Answer.Task(task)
                : new Answer.Unavailable("The sender's FHIR server answered with something else than the Task.");
    }

    @Override
    public Answer replace(String subject, SenderAddresses.Address sender, ObjectNode task) {
        String taskId = task.path("id").asText();
        Map<String, String> headers = new HashMap<>(Map.of("Accept", FHIR_JSON));
        String version = task.path("meta").path("versionId").asText("");
        if (!version.isEmpty()) {
            headers.put("If-Match", "W/\"" + version + "\"");
        }
        Call call = new Call("PUT", sender.fhirBase() + "/Task/" + taskId, headers, new Body(FHIR_JSON, task));
        return switch (calls.send(new Access(subject, sender.issuer(), scope), call)) {
            case AuthorizedCalls.Outcome.Ok ok
            when ok.body() instanceof ObjectNode shown && shown.has("status") -> task(shown, taskId);
            case AuthorizedCalls.Outcome.Ok _ -> new Answer.Task(task);
            case AuthorizedCalls.Outcome.Refused refused -> new Answer.Refused(refused.status());
            case AuthorizedCalls.Outcome.Failed failed -> new Answer.Unavailable(failed.what());
        };
    }
}
