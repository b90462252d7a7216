// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.derive.DeriveOutcome.Granted;
import io.notenboom.pdp.derive.DeriveOutcome.NotGranted;
import io.notenboom.pdp.receiver.Receiver;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A transfer that a subject of this customer started.
 *
 * @param origin what was asked, by whom, when
 * @param receiver who takes over
 * @param phase how far it came
 * @param content the Task, flow and resources; null until the Task is made
 * @param notification the latest notification
 */
public record Transfer(
        String id,
        Origin origin,
        Receiver receiver,
        Phase phase,
        @Nullable Content content,
        Notification notification) {

    /** What was asked. */
    public record Origin(String subject, TransferKind kind, String composition, String createdBy, Instant created) {}

    /** What was made of it. */
    public record Content(String flow, String taskId, List<Granted> resources, List<NotGranted> refused) {

        public Content {
            resources = List.copyOf(resources);
            refused = List.copyOf(refused);
        }
    }

    /** How far the work on this side came; the state of a running transfer is that of its flow. */
    public enum Phase {
        /** Under way; nobody has access yet. */
        STARTING,
        /** The flow is stored. */
        RUNNING,
        /** It broke off before the flow was stored; nobody has access. A Task with this transfer's identifier may exist. */
        FAILED;

        /** The name in the API. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The latest notification.
     *
     * @param change the how manieth change of the Task it tells of, from 0
     * @param attempts how often it was tried
     * @param note what failed last; empty when nothing did
     */
    public record Notification(State state, int change, int attempts, String note) {

        /** Nothing sent yet. */
        public static final Notification PENDING = new Notification(State.PENDING, 0, 0, "");

        /** No endpoint to send to. */
        public static final Notification IMPOSSIBLE =
                new Notification(State.IMPOSSIBLE, 0, 0, "The receiver registered no notification endpoint.");

        /** The notification of the next change: to be sent, not tried yet. */
        public Notification ofNextChange() {
            return new Notification(State.PENDING, change + 1, 0, "");
        }

        /** The same, to be tried from the first attempt on. */
        public Notification again() {
            return new Notification(State.PENDING, change, 0, "");
        }

        /** The same, not to be tried any more. */
        public Notification dropped() {
            return new Notification(State.DROPPED, change, attempts, note);
        }

        /** The same after an attempt. */
        public Notification after(int attempt, State next, String failure) {
            return new Notification(next, change, attempt, failure);
        }

        /** How it stands. */
        public enum State {
            /** To be sent, or to be tried again. */
            PENDING,
            /** The receiver took it. */
            DELIVERED,
            /** Given up after the last attempt; an operator tries again or drops it. */
            GIVEN_UP,
            /** Dropped by an operator. */
            DROPPED,
            /** The receiver cannot be notified. */
            IMPOSSIBLE;

            /** The name in the API. */
            public String wireName() {
                return name().toLowerCase(Locale.ROOT).replace('_', '-');
            }
        }
    }

    /** The same, about to store this flow. */
    public Transfer about(Content made) {
        return new Transfer(id, origin, receiver, Phase.STARTING, made, notification);
    }

    /** The same, with the flow stored. */
    public Transfer running() {
        return new Transfer(id, origin, receiver, Phase.RUNNING, content, notification);
    }

    /** The same, broken off. */
    public Transfer failed() {
        return new Transfer(id, origin, receiver, Phase.FAILED, null, notification);
    }

    /** The same, broken off unless the flow may be stored. */
    Transfer failedUnlessMade() {
        return phase == Phase.STARTING && content == null ? failed() : this;
    }

    /** The same, which broke off, started again at this time; its Task may be there already. */
    Transfer startedAgain(Instant now) {
        Origin again = new Origin(origin.subject(), origin.kind(), origin.composition(), origin.createdBy(), now);
        return new Transfer(id, again, receiver, Phase.STARTING, null, notification);
    }

    /** Whether nothing is left to do on this side: neither starting nor with a notification to send. */
    public boolean settled() {
        return phase == Phase.FAILED || (phase == Phase.RUNNING && notification.state() != Notification.State.PENDING);
    }

    /** The same, to another address of the receiver. */
    public Transfer to(Receiver address) {
        return new Transfer(id, origin, address, phase, content, notification);
    }

    /** The same, with another notification. */
    public Transfer with(Notification next) {
        return new Transfer(id, origin, receiver, phase, content, next);
    }
}
