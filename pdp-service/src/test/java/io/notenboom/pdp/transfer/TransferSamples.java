// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.receiver.ReceiverLookup;
import io.notenboom.pdp.transfer.Transfer.Content;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.Transfer.Origin;
import io.notenboom.pdp.transfer.Transfer.Phase;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Transfers for tests. */
public final class TransferSamples {

    /** One that is registered with all it needs. */
    public static final Receiver REACHABLE = new Receiver(
            "urn:oid:2.16.528.1",
            Set.of(Samples.RECEIVER),
            "https://receiver.example/oauth2/b",
            "https://receiver.example/notification");

    static final Receiver SILENT = new Receiver(null, Set.of(Samples.RECEIVER), null, null);

    /** Everybody is {@link #REACHABLE}, at an address that does not change. */
    public static final ReceiverLookup RECEIVERS = new ReceiverLookup() {
        @Override
        public Found find(String organisation) {
            return new Found.Known(REACHABLE);
        }

        @Override
        public Optional<String> notificationAddress(String organisation) {
            return Optional.empty();
        }
    };

    private TransferSamples() {}

    /** A transfer under way, with nobody having access. */
    static Transfer starting(String id, Receiver receiver) {
        return new Transfer(
                id,
                new Origin("a", TransferKind.HANDOFF, "Composition/1", "test", Samples.NOW),
                receiver,
                Phase.STARTING,
                null,
                receiver.notifiable() ? Notification.PENDING : Notification.IMPOSSIBLE);
    }

    /** A running transfer whose flow has this id. */
    public static Transfer running(String id, String flow, Receiver receiver) {
        return starting(id, receiver)
                .about(new Content(flow, "task-" + flow, List.of(), List.of()))
                .running();
    }
}
