// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.notification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.peer.AuthorizedCalls;
import io.notenboom.pdp.peer.AuthorizedCalls.Call;
import io.notenboom.pdp.peer.OutboundCalls.Body;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.transfer.NotificationSender;
import java.util.Map;

/**
 * The Notified Pull notification of Twiin (TA-NP): a Task with code {@code pull-notification}, based on the Task that changed, to
 * {@code {endpoint}/Task}, with a token of scope {@code ta-np-notification}. It holds no personal data.
 */
public final class TaNotificationSender implements NotificationSender {

    private static final String SCOPE = "ta-np-notification";
    private static final String CODES = "http://fhir.nl/fhir/NamingSystem/TaskCode";
    private static final String FHIR_JSON = "application/fhir+json";

    private final AuthorizedCalls calls;
    private final String publicFhirBase;

    /**
     * Over calls to other nodes.
     *
     * @param publicFhirBase base URL at which the receiver reads the Task
     */
    public TaNotificationSender(AuthorizedCalls calls, String publicFhirBase) {
        this.calls = calls;
        this.publicFhirBase = publicFhirBase;
    }

    @Override
    public Delivery send(String subject, Receiver receiver, String taskId) {
        if (receiver.issuer() == null || receiver.notification() == null) {
            return new Delivery.Failed("The receiver has no notification endpoint.");
        }
        Body body = new Body(FHIR_JSON, notification(taskId));
        Call call = new Call("POST", receiver.notification() + "/Task", Map.of("Accept", FHIR_JSON), body);
        return switch (calls.send(new AuthorizedCalls.Access(subject, receiver.issuer(), SCOPE), call)) {
            case AuthorizedCalls.Outcome.Ok _ -> new Delivery.Delivered();
            case AuthorizedCalls.Outcome.Refused refused ->
                new Delivery.Failed("The receiver answered status " + refused.status() + ".");
            case AuthorizedCalls.Outcome.Failed failed -> new Delivery.Failed(failed.what());
        };
    }

    private ObjectNode notification(String taskId) {
        ObjectNode task = JsonNodeFactory.instance.objectNode();
        task.put("resourceType", "Task").put("status", "requested").put("intent", "proposal");
        task.putArray("basedOn").addObject().put("reference", publicFhirBase + "/Task/" + taskId);
        task.putObject("code")
                .putArray("coding")
                .addObject()
                .put("system", CODES)
                .put("code", "pull-notification");
        return task;
    }
}
