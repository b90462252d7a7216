// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.contract;

import io.notenboom.registry.contract.ContractSeries.Member;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The contracts that this node issued certificates for. All are read once, when something is asked for the first time; from
 * then on some hundred bytes of each are in memory and a contract is read only when its key or certificate is needed. There may
 * be one of these for a store. Safe for many threads.
 */
public final class IssuedContracts {

    private final IssuedContractStore store;
    private volatile @Nullable Index index;

    private static final class Index {

        private final NavigableMap<String, ContractSeries> series = new ConcurrentSkipListMap<>();
        private final ConcurrentMap<UUID, String> seriesOf = new ConcurrentHashMap<>();
        private final ConcurrentMap<String, Set<UUID>> byOrganisation = new ConcurrentHashMap<>();
        private final Set<String> lostThumbprints = ConcurrentHashMap.newKeySet();

        void add(IssuedContract contract) {
            Member member = Member.of(contract);
            String id = contract.series().toString();
            series.merge(
                    id, new ContractSeries(contract.series(), List.of(member)), (known, added) -> known.with(member));
            seriesOf.put(contract.contractId(), id);
            byOrganisation
                    .computeIfAbsent(member.careOrganisation(), oid -> ConcurrentHashMap.newKeySet(1))
                    .add(contract.contractId());
            if (contract.lost() != null) {
                lostThumbprints.add(member.certificate().thumbprint());
            }
        }
    }

    /** The contracts in a store. */
    public IssuedContracts(IssuedContractStore store) {
        this.store = store;
    }

    private Index index() {
        Index known = index;
        return known == null ? read() : known;
    }

    private synchronized Index read() {
        Index known = index;
        if (known == null) {
            known = new Index();
            store.forEach(known::add);
            index = known;
        }
        return known;
    }

    /** Stores; durable when it returns. */
    public synchronized void save(IssuedContract contract) {
        Index known = read();
        store.save(contract);
        known.add(contract);
    }

    /** The one of a contract. */
    public Optional<IssuedContract> find(UUID contractId) {
        return store.find(contractId);
    }

    /** Those with a care organisation, by id. */
    public List<IssuedContract> with(String careOrganisation) {
        return new TreeSet<>(index().byOrganisation.getOrDefault(careOrganisation, Set.of()))
                .stream().flatMap(id -> store.find(id).stream()).toList();
    }

    /** The series that a contract is in. */
    public Optional<ContractSeries> seriesOf(UUID contractId) {
        Index known = index();
        return Optional.ofNullable(known.seriesOf.get(contractId))
                .flatMap(id -> Optional.ofNullable(known.series.get(id)));
    }

    /**
     * The series by id as text, one after the other as they are asked for.
     *
     * @param after id of the last one seen; empty for all
     */
    public Stream<ContractSeries> seriesAfter(String after) {
        return index().series.tailMap(after, false).values().stream();
    }

    /** Whether somebody else may have the key of a certificate. */
    public boolean isLost(String thumbprint) {
        return index().lostThumbprints.contains(thumbprint);
    }

    /** Notes that somebody else may have the key of a contract; durable when it returns. The first note stays. */
    public synchronized void lose(UUID contractId, Instant since) {
        store.find(contractId)
                .filter(contract -> contract.lost() == null)
                .ifPresent(contract -> save(contract.lostAt(since)));
    }
}
