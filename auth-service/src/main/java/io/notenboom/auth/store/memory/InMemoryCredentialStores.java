// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.memory;

import io.notenboom.auth.statuslist.StatusListJournal;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.trust.did.Did;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Real implementations of the ports of status lists and trusted issuers, in memory. */
public final class InMemoryCredentialStores {

    private InMemoryCredentialStores() {}

    /** Entries of status lists. */
    public static final class StatusLists implements StatusListStore {

        private final Set<StatusListPage> open = ConcurrentHashMap.newKeySet();
        private final Map<StatusListPage, Set<Integer>> inUse = new ConcurrentHashMap<>();
        private final Map<StatusListPage, Set<Integer>> revoked = new ConcurrentHashMap<>();

        @Override
        public Set<Integer> pages(Did issuer) {
            return open.stream()
                    .filter(page -> page.issuer().equals(issuer))
                    .map(StatusListPage::number)
                    .collect(Collectors.toSet());
        }

        @Override
        public void open(StatusListPage page) {
            open.add(page);
        }

        @Override
        public long inUse(StatusListPage page) {
            return of(inUse, page).size();
        }

        @Override
        public boolean isInUse(StatusListPage page, int index) {
            return of(inUse, page).contains(index);
        }

        @Override
        public boolean take(StatusListPage page, int index) {
            return of(inUse, page).add(index);
        }

        @Override
        public long revokedCount(StatusListPage page) {
            return of(revoked, page).size();
        }

        @Override
        public boolean isRevoked(StatusListPage page, int index) {
            return of(revoked, page).contains(index);
        }

        @Override
        public Set<Integer> revoked(StatusListPage page) {
            return Set.copyOf(of(revoked, page));
        }

        @Override
        public boolean revoke(StatusListPage page, int index) {
            return of(revoked, page).add(index);
        }

        /** Forgets everything, as a store that is put back to before the first credential. */
        public void lose() {
            open.clear();
            inUse.clear();
            revoked.clear();
        }

        private static Set<Integer> of(Map<StatusListPage, Set<Integer>> sets, StatusListPage page) {
            return sets.computeIfAbsent(page, _ -> ConcurrentHashMap.newKeySet());
        }
    }

    /** Trusted issuers. */
    public static final class Trusted implements TrustedIssuerStore {

        private final Map<String, Set<Did>> trusted = new ConcurrentHashMap<>();

        @Override
        public void add(String credentialType, Did issuer) {
            trusted.computeIfAbsent(credentialType, _ -> ConcurrentHashMap.newKeySet())
                    .add(issuer);
        }

        @Override
        public void remove(String credentialType, Did issuer) {
            trusted.getOrDefault(credentialType, Set.of()).remove(issuer);
        }

        @Override
        public Set<Did> of(String credentialType) {
            return Set.copyOf(trusted.getOrDefault(credentialType, Set.of()));
        }
    }

    /** The journal of a process. */
    public static final class Journal implements StatusListJournal {

        private final List<Line> lines = new CopyOnWriteArrayList<>();

        @Override
        public void add(Line line) {
            lines.add(line);
        }

        @Override
        public List<Line> lines() {
            return List.copyOf(lines);
        }
    }
}
