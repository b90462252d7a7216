// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import io.notenboom.kit.access.Caller;
import io.notenboom.pdp.transfer.ReceivedNotification;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferStore;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Transfers and inbox as far as they are the caller's; those of other subjects are not there for it. */
@Singleton
public class CallersTransfers {

    private final TransferStore store;
    private final Caller caller;

    /** Of the caller of the current request. */
    public CallersTransfers(TransferStore store, Caller caller) {
        this.store = store;
        this.caller = caller;
    }

    boolean may(Transfer transfer) {
        return caller.mayActFor(transfer.origin().subject());
    }

    Optional<Transfer> findSent(String id) {
        return store.find(id).filter(this::may);
    }

    /** One that was started here, else 404. */
    Transfer sent(String id) {
        return findSent(id).orElseThrow(TransferProblems::unknown);
    }

    Optional<ReceivedNotification> findReceived(String id) {
        return store.findReceived(id).filter(received -> caller.mayActFor(received.subject()));
    }

    /** One of the inbox, else 404. */
    ReceivedNotification received(String id) {
        return findReceived(id).orElseThrow(TransferProblems::unknown);
    }

    List<Transfer> latest(Page page) {
        return store.latest(page.after(), page.limit() + 1, this::may);
    }

    /** The inbox by the time of the last notification; an entry that is told of again moves to the front. */
    List<ReceivedNotification> inbox(Page page) {
        List<ReceivedNotification> all = store.received().stream()
                .filter(received -> caller.mayActFor(received.subject()))
                .sorted(Comparator.comparing((ReceivedNotification received) ->
                                received.times().last())
                        .reversed()
                        .thenComparing(ReceivedNotification::id))
                .toList();
        int from = page.after()
                .map(id ->
                        1 + all.stream().map(ReceivedNotification::id).toList().indexOf(id))
                .orElse(0);
        return all.subList(from, Math.min(all.size(), from + page.limit() + 1));
    }

    /** Those started here whose notification waits, or was given up; oldest first. */
    List<Transfer> notifications(boolean givenUp, Page page) {
        return (givenUp ? store.undelivered() : store.unsettled())
                .stream()
                        .filter(transfer -> transfer.phase() == Transfer.Phase.RUNNING)
                        .filter(this::may)
                        .filter(transfer -> page.after()
                                .map(id -> transfer.id().compareTo(id) > 0)
                                .orElse(true))
                        .sorted(Comparator.comparing(Transfer::id))
                        .limit(page.limit() + 1L)
                        .toList();
    }
}
