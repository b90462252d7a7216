// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.notification;

import io.notenboom.pdp.peer.AuthorizedCalls;
import io.notenboom.pdp.peer.AuthorizedCalls.Call;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.transfer.NotificationSender;

/**
 * The notification of the bolt: an empty POST to {@code {notification endpoint}/{Task id}} with a DPoP token that the node's
 * wallet gets from the receiver's authorization server.
 */
public final class BoltNotificationSender implements NotificationSender {

    private final AuthorizedCalls calls;
    private final String scope;

    /**
     * Over calls to other nodes.
     *
     * @param scope the scope that opens notification endpoints, by the profile in force
     */
    public BoltNotificationSender(AuthorizedCalls calls, String scope) {
        this.calls = calls;
        this.scope = scope;
    }

    @Override
    public Delivery send(String subject, Receiver receiver, String taskId) {
        if (receiver.issuer() == null || receiver.notification() == null) {
            return new Delivery.Failed("The receiver has no notification endpoint.");
        }
        AuthorizedCalls.Access access = new AuthorizedCalls.Access(subject, receiver.issuer(), scope);
        return switch (calls.send(access, Call.empty("POST", receiver.notification() + "/" + taskId))) {
            case AuthorizedCalls.Outcome.Ok _ -> new Delivery.Delivered();
            case AuthorizedCalls.Outcome.Refused refused ->
                new Delivery.Failed("The receiver answered status " + refused.status() + ".");
            case AuthorizedCalls.Outcome.Failed failed -> new Delivery.Failed(failed.what());
        };
    }
}
