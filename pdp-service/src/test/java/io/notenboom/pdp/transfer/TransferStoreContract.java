// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.transfer.Transfer.Notification;
import io.notenboom.pdp.transfer.Transfer.Notification.State;
import io.notenboom.pdp.transfer.TransferStore.KeyUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store of transfers does. */
public abstract class TransferStoreContract {

    /** Ids that no other test of a shared store has. */
    private final String run = "t" + UUID.randomUUID();

    /** The store. */
    protected abstract TransferStore store();

    private Transfer running(String suffix) {
        Transfer transfer = TransferSamples.running(run + suffix, "f" + suffix, TransferSamples.REACHABLE);
        store().put(transfer);
        return transfer;
    }

    @Test
    void keepsEverything() {
        Transfer running = running("a").with(new Notification(State.PENDING, 3, 2, "The receiver cannot be reached."));
        store().put(running);
        assertThat(store().find(running.id())).contains(running);
        assertThat(store().find(run + "none")).isEmpty();
    }

    @Test
    void replacesOnlyWhatIsAsKnown() {
        Transfer known = running("a");
        Transfer delivered = known.with(known.notification().after(1, State.DELIVERED, ""));
        Transfer changed = known.with(known.notification().ofNextChange());
        assertThat(store().replace(known, changed)).isTrue();
        assertThat(store().replace(known, delivered)).isFalse();
        assertThat(store().find(known.id())).contains(changed);
        assertThat(store().replace(TransferSamples.starting(run + "none", TransferSamples.SILENT), known))
                .isFalse();
    }

    @Test
    void ofManyThatReplaceOneDoes() throws Exception {
        Transfer known = running("a");
        assertThat(inParallel(20, index -> store().replace(
                                known, known.with(known.notification().after(index, State.DELIVERED, "")))))
                .filteredOn(stored -> stored)
                .hasSize(1);
    }

    @Test
    void knowsWhatIsNotSettled() {
        Transfer pending = running("a");
        Transfer starting = TransferSamples.starting(run + "b", TransferSamples.REACHABLE);
        Transfer silent = TransferSamples.running(run + "c", "fc", TransferSamples.SILENT);
        store().put(starting);
        store().put(silent);
        assertThat(store().unsettled()).contains(pending, starting).doesNotContain(silent);
        Transfer delivered = pending.with(pending.notification().after(1, State.DELIVERED, ""));
        assertThat(store().replace(pending, delivered)).isTrue();
        store().put(starting.failed());
        assertThat(store().unsettled())
                .extracting(Transfer::id)
                .doesNotContain(pending.id(), starting.id(), silent.id());
    }

    @Test
    void pagesNewestFirst() {
        List<Transfer> all = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            all.addFirst(running("p" + number));
        }
        List<Transfer> first =
                store().latest(Optional.empty(), 2, transfer -> transfer.id().startsWith(run));
        assertThat(first).isEqualTo(all.subList(0, 2));
        assertThat(store().latest(Optional.of(first.getLast().id()), 10, transfer -> transfer.id()
                        .startsWith(run)))
                .isEqualTo(all.subList(2, 5));
    }

    @Test
    void aKeyCountsOnceUntilItIsReleased() throws Exception {
        String key = run + "key";
        List<KeyUse> uses = inParallel(20, index -> store().claim(key, new KeyUse("t" + index, "r")));
        KeyUse first = uses.getFirst();
        assertThat(uses).containsOnly(first);
        KeyUse other = new KeyUse("other", "r");
        assertThat(store().keep(key, other)).isFalse();
        store().release(key, other);
        assertThat(store().claim(key, other)).isEqualTo(first);
        assertThat(store().keep(key, first)).isTrue();
        store().release(key, first);
        assertThat(store().keep(key, first)).isFalse();
        assertThat(store().claim(key, other)).isEqualTo(other);
    }

    @Test
    void theInboxKeepsEverything() {
        ReceivedNotification received = new ReceivedNotification(
                run + "n",
                "a",
                new Party(Set.of("did:web:s.example"), Set.of("https://s.example/oauth2/s"), "87654321"),
                "7",
                new ReceivedNotification.Times(2, Samples.NOW, Samples.NOW.plusSeconds(5)),
                new ReceivedNotification.Followed(
                        "urn:oid:1.2", "requested", List.of("Composition/1"), Samples.NOW.plusSeconds(6)));
        assertThat(store().receivedOf(run + "sender")).isZero();
        assertThat(store().add(received, run + "sender")).isTrue();
        assertThat(store().add(received, run + "sender")).as("a second time").isFalse();
        assertThat(store().receivedOf(run + "sender")).isOne();
        assertThat(store().findReceived(received.id())).contains(received);
        assertThat(store().received()).contains(received);
    }

    @Test
    void ofChangesAtOneTimeNoneIsLost() throws Exception {
        Transfer known = running("a");
        List<Optional<Transfer>> changed = inParallel(10, index -> store().change(
                        known.id(),
                        transfer -> transfer.with(transfer.notification().ofNextChange())));
        assertThat(changed).doesNotContain(Optional.empty());
        assertThat(store().find(known.id()).orElseThrow().notification().change())
                .isEqualTo(10);
        assertThat(store().change(run + "none", transfer -> transfer)).isEmpty();
    }

    /** Told of while its Task is read: neither what was told nor what was read is lost. */
    @Test
    void whatIsToldWhileItIsReadIsNotLost() throws Exception {
        Inbox inbox = new Inbox(store(), () -> Samples.NOW);
        Party sender = Party.ofDids(Set.of("did:web:" + run));
        String id = inbox.take("a", sender, "7").id();
        ReceivedNotification.Followed seen =
                new ReceivedNotification.Followed("urn:oid:1.2", "requested", List.of(), Samples.NOW);
        List<Optional<ReceivedNotification>> all = inParallel(
                10,
                index -> index % 2 == 0
                        ? Optional.of(inbox.take("a", sender, "7"))
                        : store().changeReceived(id, known -> known.following(seen)));
        assertThat(all).doesNotContain(Optional.empty());
        ReceivedNotification received = store().findReceived(id).orElseThrow();
        assertThat(received.times().count()).isEqualTo(6);
        assertThat(received.followed()).isEqualTo(seen);
    }

    private interface Indexed<T> {
        T call(int index);
    }

    private static <T> List<T> inParallel(int times, Indexed<T> work) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = new ArrayList<>();
            for (int index = 0; index < times; index++) {
                int number = index;
                calls.add(() -> work.call(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls)) {
                results.add(result.get());
            }
            return results;
        }
    }
}
