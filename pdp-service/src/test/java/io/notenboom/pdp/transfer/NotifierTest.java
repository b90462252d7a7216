// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.receiver.ReceiverLookup;
import io.notenboom.pdp.receiver.ReceiverLookup.Found;
import io.notenboom.pdp.transfer.NotificationSender.Delivery;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.Transfer.Notification.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NotifierTest {

    private static final Delivery FAILED = new Delivery.Failed("The receiver cannot be reached.");

    private static final Notifier.Schedule SCHEDULE = Notifier.Schedule.standard(() -> 0);

    private final InMemoryTransferStore store = new InMemoryTransferStore();
    private final List<String> asked = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> addressedTo = new ArrayList<>();
    private Found registered = new Found.Known(TransferSamples.REACHABLE);
    private Delivery answer = FAILED;
    private boolean queueIsAway;
    private Runnable whileSending = () -> {};
    private Instant now = Samples.NOW;
    private final Notifier notifier = started();

    private Notifier started() {
        return new Notifier(
                store,
                new ReceiverLookup() {
                    @Override
                    public Found find(String organisation) {
                        return registered;
                    }

                    @Override
                    public Optional<String> notificationAddress(String organisation) {
                        return registered instanceof Found.Known known
                                ? Optional.ofNullable(known.receiver().notification())
                                : Optional.empty();
                    }
                },
                (subject, receiver, task) -> {
                    sent.add(subject + " " + task);
                    addressedTo.add(String.valueOf(receiver.notification()));
                    whileSending.run();
                    return answer;
                },
                (transfer, attempt) -> {
                    if (queueIsAway) {
                        throw new IllegalStateException("away");
                    }
                    asked.add(transfer + "#" + attempt);
                },
                () -> now,
                SCHEDULE);
    }

    private void given() {
        store.put(TransferSamples.running("t1", "f1", TransferSamples.REACHABLE));
    }

    private Notification notification() {
        return store.find("t1").orElseThrow().notification();
    }

    private void sweepAfter(Duration time) {
        now = now.plus(time);
        notifier.sweep();
    }

    @Test
    void pausesDoubleUpToAnHour() {
        assertThat(SCHEDULE.pause(1)).isEqualTo(Duration.ofSeconds(2));
        assertThat(SCHEDULE.pause(2)).isEqualTo(Duration.ofSeconds(4));
        assertThat(SCHEDULE.pause(11)).isEqualTo(Duration.ofSeconds(2048));
        assertThat(SCHEDULE.pause(12)).isEqualTo(Duration.ofHours(1));
        assertThat(SCHEDULE.pause(1000)).isEqualTo(Duration.ofHours(1));
        Duration all = Duration.ZERO;
        for (int attempt = 1; attempt < Notifier.MAX_ATTEMPTS; attempt++) {
            all = all.plus(SCHEDULE.pause(attempt));
        }
        assertThat(all).isBetween(Duration.ofHours(5), Duration.ofHours(6));
    }

    @Test
    void aDeliveredNotificationIsNotSentAgain() {
        given();
        answer = new Delivery.Delivered();
        notifier.attempt("t1", 1);
        notifier.attempt("t1", 1);
        notifier.attempt("t1", 2);
        sweepAfter(Duration.ofDays(1));
        assertThat(sent).containsExactly("a task-f1");
        assertThat(asked).isEmpty();
        assertThat(notification()).isEqualTo(new Notification(State.DELIVERED, 0, 1, ""));
    }

    @Test
    void aChangeWhileOneIsOnItsWayIsNotOverwrittenAndGetsItsOwn() {
        given();
        answer = new Delivery.Delivered();
        Notification afterChange = Notification.PENDING.ofNextChange();
        whileSending = () -> store.put(store.find("t1").orElseThrow().with(afterChange));
        notifier.attempt("t1", 1);

        assertThat(notification()).isEqualTo(afterChange);
        sweepAfter(Duration.ofSeconds(1));
        assertThat(asked).containsExactly("t1#1");
    }

    @Test
    void aFailedOneIsAskedForWhenItsPauseIsOverAndOnce() {
        given();
        notifier.attempt("t1", 1);
        notifier.attempt("t1", 1);
        assertThat(sent).hasSize(1);
        assertThat(notification()).isEqualTo(new Notification(State.PENDING, 0, 1, "The receiver cannot be reached."));
        sweepAfter(Duration.ofMillis(1999));
        assertThat(asked).isEmpty();
        sweepAfter(Duration.ofMillis(1));
        sweepAfter(Duration.ofSeconds(1));
        assertThat(asked).containsExactly("t1#2");
        notifier.attempt("t1", 2);
        sweepAfter(Duration.ofMillis(3999));
        assertThat(asked).hasSize(1);
        sweepAfter(Duration.ofMillis(1));
        assertThat(asked).containsExactly("t1#2", "t1#3");
    }

    @Test
    void anAttemptThatTheQueueLostIsAskedForAgainAfterAMinute() {
        given();
        notifier.attempt("t1", 1);
        sweepAfter(Duration.ofSeconds(2));
        sweepAfter(Duration.ofSeconds(59));
        assertThat(asked).containsExactly("t1#2");
        sweepAfter(Duration.ofSeconds(1));
        assertThat(asked).containsExactly("t1#2", "t1#2");
    }

    @Test
    void whatTheQueueDidNotTakeIsAskedForAtTheNextSweep() {
        given();
        notifier.attempt("t1", 1);
        queueIsAway = true;
        assertThatThrownBy(() -> sweepAfter(Duration.ofSeconds(2))).isInstanceOf(IllegalStateException.class);
        queueIsAway = false;
        sweepAfter(Duration.ofSeconds(3));
        assertThat(asked).containsExactly("t1#2");
    }

    private static Found at(String notification, String did) {
        return new Found.Known(
                new Receiver("urn:oid:2.16.528.1", Set.of(did), "https://receiver.example/oauth2/b", notification));
    }

    /** What was registered when the transfer began does not count: the address is that of the registry now. */
    @Test
    void anEndpointThatMovedGetsTheNextAttemptAtOnce() {
        given();
        notifier.attempt("t1", 1);
        registered = at("https://moved.example", Samples.RECEIVER);
        sweepAfter(Duration.ofSeconds(1));
        assertThat(asked).isEmpty();
        notifier.registryChanged();
        sweepAfter(Duration.ZERO);
        assertThat(asked).containsExactly("t1#2");
        answer = new Delivery.Delivered();
        notifier.attempt("t1", 2);
        assertThat(addressedTo).containsExactly("https://receiver.example/notification", "https://moved.example");
        assertThat(store.find("t1").orElseThrow().receiver().notification()).isEqualTo("https://moved.example");
        assertThat(notification().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void aChangeElsewhereHurriesNothing() {
        given();
        notifier.attempt("t1", 1);
        notifier.registryChanged();
        sweepAfter(Duration.ofSeconds(1));
        assertThat(asked).isEmpty();
    }

    @Test
    void anEndpointThatEndedGetsNothing() {
        given();
        for (Found ended : List.of(
                new Found.Unknown(), new Found.Incomplete("an endpoint of type oauth"), new Found.Unreachable())) {
            registered = ended;
            notifier.attempt("t1", notification().attempts() + 1);
            assertThat(notification().state()).isEqualTo(State.PENDING);
            assertThat(notification().note()).isNotEmpty();
        }
        assertThat(sent).isEmpty();
    }

    @Test
    void anOrganisationThatBecameAnotherPartyIsNotTold() {
        given();
        registered = at("https://evil.example", "did:web:evil.example");
        notifier.attempt("t1", 1);
        assertThat(sent).isEmpty();
        assertThat(notification().note()).contains("another party");
    }

    @Test
    void theLastAttemptGivesUp() {
        given();
        for (int attempt = 1; attempt <= Notifier.MAX_ATTEMPTS; attempt++) {
            assertThat(notification().state()).isEqualTo(State.PENDING);
            notifier.attempt("t1", attempt);
        }
        assertThat(notification())
                .isEqualTo(new Notification(State.GIVEN_UP, 0, 16, "The receiver cannot be reached."));
        sweepAfter(Duration.ofDays(1));
        notifier.attempt("t1", 17);
        assertThat(asked).isEmpty();
        assertThat(sent).hasSize(16);
    }

    @Test
    void anOperatorTriesAgainWhatWasGivenUpOrDropsIt() {
        given();
        for (int attempt = 1; attempt <= Notifier.MAX_ATTEMPTS; attempt++) {
            notifier.attempt("t1", attempt);
        }
        assertThat(store.undelivered()).extracting(Transfer::id).containsExactly("t1");
        assertThat(notifier.retry(store.find("t1").orElseThrow())).isPresent();
        assertThat(asked).containsExactly("t1#1");
        assertThat(store.undelivered()).isEmpty();
        notifier.attempt("t1", 1);
        assertThat(notification()).isEqualTo(new Notification(State.PENDING, 0, 1, "The receiver cannot be reached."));
        assertThat(notifier.drop(store.find("t1").orElseThrow())).isPresent();
        assertThat(notifier.drop(store.find("t1").orElseThrow()))
                .as("nothing left")
                .isEmpty();
        notifier.attempt("t1", 2);
        assertThat(notification().state()).isEqualTo(State.DROPPED);
        assertThat(sent).hasSize(Notifier.MAX_ATTEMPTS + 1);
    }

    @Test
    void aNewProcessFindsWhatIsPending() {
        given();
        notifier.attempt("t1", 1);
        Notifier restarted = started();
        restarted.sweep();
        assertThat(asked).isEmpty();
        now = now.plusSeconds(2);
        restarted.sweep();
        assertThat(asked).containsExactly("t1#2");
    }

    @Test
    void onlyRunningTransfersAreNotified() {
        store.put(TransferSamples.starting("t1", TransferSamples.REACHABLE));
        store.put(TransferSamples.running("t2", "f2", TransferSamples.SILENT));
        for (String id : new String[] {"t1", "t2", "unknown"}) {
            notifier.attempt(id, 1);
        }
        sweepAfter(Duration.ZERO);
        sweepAfter(Duration.ofHours(2));
        assertThat(sent).isEmpty();
        assertThat(asked).isEmpty();
    }
}
