// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker.Outcome;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.status.StatusBits;
import io.notenboom.trust.status.StatusListType;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The entries of own status lists. An entry is drawn at random within its page, so that an index tells nothing about when or
 * for whom a credential was issued; it is taken in the store before the credential exists, and never given again. Safe for
 * many threads and processes.
 */
public final class StatusLists {

    /** Entries of a page. */
    public static final int ENTRIES = StatusBits.MIN_ENTRIES;

    /** From this many entries in use on, the next page is used: until then every second draw or more finds a free entry. */
    public static final int FULL = ENTRIES / 2;

    private static final int DRAWS = 200;
    private static final String PURPOSE = "revocation";

    private final StatusListStore store;
    private final JournalCheck journal;
    private final StatusListAddresses addresses;
    private final RandomGenerator random;

    /**
     * Lists in this store.
     *
     * @param random cannot be foretold
     */
    public StatusLists(
            StatusListStore store, StatusListJournal journal, StatusListAddresses addresses, RandomGenerator random) {
        this.store = store;
        this.journal = new JournalCheck(store, journal);
        this.addresses = addresses;
        this.random = random;
    }

    /**
     * Compares the store with what this process took and revoked; all of it the first time, then the last step.
     *
     * @return how many entries and revocations were missing; they are entered again
     */
    @CheckReturnValue
    public int restoreWhatTheStoreLost() {
        return journal.check();
    }

    /** Takes an entry for a credential that will be issued; it stays taken whether that happens or not. */
    public CredentialStatus take(Did issuer, StatusListType type) {
        int unusedRestored = journal.check();
        StatusListPage page = pageWithRoom(issuer);
        for (int draw = 0; draw < DRAWS; draw++) {
            int index = random.nextInt(ENTRIES);
            if (store.take(page, index)) {
                journal.taken(page, index);
                String url = addresses.url(page, type);
                return new CredentialStatus(url + "#" + index, type.entryType(), PURPOSE, Integer.toString(index), url);
            }
        }
        throw new IllegalStateException("no free entry was drawn from a status list that is not full");
    }

    /**
     * Revokes an entry that {@link #take} gave.
     *
     * @return whether it was not revoked before
     * @throws IllegalArgumentException if this node has no such entry
     */
    @CheckReturnValue
    public boolean revoke(CredentialStatus entry) {
        Place place = place(entry)
                .orElseThrow(() -> new IllegalArgumentException("the entry is not in a status list of this node"));
        journal.revoked(place.page(), place.index());
        return store.revoke(place.page(), place.index());
    }

    /** Whether an entry is one of this node's lists, so that {@link #state} can tell. */
    public boolean isOwn(CredentialStatus entry) {
        String list = entry.listCredential();
        return list != null && addresses.isHere(list);
    }

    /**
     * The state of an entry of an own list as of this moment; UNKNOWN for an entry that was never taken, or of a list of
     * another issuer, form or purpose.
     */
    public Outcome state(CredentialStatus entry, Did issuer) {
        Optional<Place> place =
                place(entry).filter(found -> found.page().issuer().equals(issuer));
        if (place.isEmpty() || !PURPOSE.equals(entry.purpose())) {
            return Outcome.UNKNOWN;
        }
        StatusListPage page = place.get().page();
        int index = place.get().index();
        return switch (store.mark(page, index)) {
            case REVOKED -> Outcome.REVOKED;
            case IN_USE -> Outcome.VALID;
            case FREE -> Outcome.UNKNOWN;
        };
    }

    /**
     * Tells of entries of an own issuer's lists whether they are revoked as of
     * now; looks into the store once for each page.
     */
    public Predicate<CredentialStatus> revokedBy(Did issuer) {
        Map<StatusListPage, Set<Integer>> revoked = new HashMap<>();
        return entry -> place(entry)
                .filter(found -> found.page().issuer().equals(issuer))
                .filter(found ->
                        revoked.computeIfAbsent(found.page(), store::revoked).contains(found.index()))
                .isPresent();
    }

    /**
     * Whether {@link #takeOver} can take an entry that another node gave to a credential of an issuer that is now this node's.
     *
     * @param isNew whether the credential is not known here yet, so that its entry has to be free
     */
    public boolean canTakeOver(CredentialStatus entry, Did issuer, boolean isNew) {
        return place(entry)
                .filter(found -> found.page().issuer().equals(issuer) && PURPOSE.equals(entry.purpose()))
                .filter(found -> !isNew || !store.isInUse(found.page(), found.index()))
                .isPresent();
    }

    /**
     * Takes over an entry that another node gave. Its page gets no entries from here: others may be in use that are not known.
     *
     * @param revoked whether it was revoked there
     * @throws IllegalArgumentException if no list of this node has it
     */
    public void takeOver(CredentialStatus entry, boolean revoked) {
        Place place = place(entry)
                .orElseThrow(() -> new IllegalArgumentException("the entry is not in a status list of this node"));
        store.open(place.page());
        store.open(place.page().next());
        if (store.take(place.page(), place.index())) {
            journal.taken(place.page(), place.index());
        }
        if (revoked) {
            boolean unusedChanged = revoke(entry);
        }
    }

    /**
     * Skips pages: the newest one of this issuer and as many after it get no more entries, for ever, because others may
     * have taken entries of them that are not known here.
     *
     * @param pages at least one
     * @return number of the first page that gives entries again
     */
    public int skip(Did issuer, int pages) {
        if (pages < 1) {
            throw new IllegalArgumentException("at least one page is skipped");
        }
        int unusedRestored = journal.check();
        int last = Math.max(newest(issuer), journal.closedUpTo(issuer)) + pages;
        journal.close(new StatusListPage(issuer, last));
        return last + 1;
    }

    /**
     * Revokes entries again that were revoked before this node's data were saved, or after it. Their page is opened if need be.
     *
     * @return how many were not revoked here
     */
    public int revokeAgain(StatusListPage page, Collection<Integer> entries) {
        int unusedRestored = journal.check();
        store.open(page);
        int changed = 0;
        for (int index : entries) {
            if (!store.isRevoked(page, index)) {
                boolean unusedTaken = store.take(page, index);
                journal.revoked(page, index);
                changed += store.revoke(page, index) ? 1 : 0;
            }
        }
        return changed;
    }

    private int newest(Did issuer) {
        return store.pages(issuer).stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private StatusListPage pageWithRoom(Did issuer) {
        int newest = newest(issuer);
        int usable = Math.max(Math.max(newest, 1), journal.closedUpTo(issuer) + 1);
        StatusListPage page = new StatusListPage(issuer, usable);
        if (usable > newest) {
            store.open(page);
        }
        if (store.inUse(page) < FULL) {
            return page;
        }
        store.open(page.next());
        return page.next();
    }

    private Optional<Place> place(CredentialStatus entry) {
        String list = entry.listCredential();
        String index = entry.index();
        if (list == null || index == null || !index.matches("0|[1-9][0-9]{0,5}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(index);
        return addresses
                .parse(list)
                .filter(address -> address.type().entryType().equals(entry.type()) && number < ENTRIES)
                .map(address -> new Place(address.page(), number));
    }

    private record Place(StatusListPage page, int index) {}
}
