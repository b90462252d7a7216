// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.memory;

import io.notenboom.auth.statuslist.StatusListJournal;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerList;
import io.notenboom.auth.trusted.TrustedIssuerStore;
import io.notenboom.trust.did.Did;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Real implementations of the ports of status lists and trusted issuers, in memory. */
public final class InMemoryCredentialStores {

    private InMemoryCredentialStores() {}

    private static <T> Set<T> union(Set<T> some, Set<T> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toUnmodifiableSet());
    }

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

        private final Map<IssuerList, Set<Did>> lists = new ConcurrentHashMap<>();

        @Override
        public void add(IssuerList list, Did issuer) {
            lists.merge(list, Set.of(issuer), InMemoryCredentialStores::union);
        }

        @Override
        public void remove(IssuerList list, Did issuer) {
            lists.computeIfPresent(list, (_, issuers) -> {
                Set<Did> left = new HashSet<>(issuers);
                return left.remove(issuer) && left.isEmpty() ? null : Set.copyOf(left);
            });
        }

        @Override
        public void replace(IssuerList list, Set<Did> issuers) {
            lists.put(list, Set.copyOf(issuers));
        }

        @Override
        public void drop(IssuerList list) {
            lists.remove(list);
        }

        @Override
        public Optional<Set<Did>> find(IssuerList list) {
            return Optional.ofNullable(lists.get(list));
        }

        @Override
        public Set<String> types(@Nullable SubjectId subject) {
            return lists.keySet().stream()
                    .filter(list -> Objects.equals(list.subject(), subject))
                    .map(IssuerList::credentialType)
                    .collect(Collectors.toSet());
        }
    }

    /** The journal of a process. */
    public static final class Journal implements StatusListJournal {

        private final List<Line> lines = new CopyOnWriteArrayList<>();
        private final List<StatusListPage> closed = new CopyOnWriteArrayList<>();

        @Override
        public void add(Line line) {
            lines.add(line);
        }

        @Override
        public List<Line> lines() {
            return List.copyOf(lines);
        }

        @Override
        public void close(StatusListPage page) {
            closed.add(page);
        }

        @Override
        public List<StatusListPage> closed() {
            return List.copyOf(closed);
        }
    }
}
