// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.projection.StreamContents.KnownContract;
import io.notenboom.registry.rule.facts.Contract;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The contracts of one stream, in the order of their proposals. */
final class StreamContracts {

    private final Map<UUID, KnownContract> contracts = new LinkedHashMap<>();
    private final Map<String, List<UUID>> byOrganisation = new LinkedHashMap<>();

    void propose(KnownContract proposed) {
        Contract contract = proposed.contract();
        if (contracts.putIfAbsent(contract.contractId(), proposed) == null) {
            byOrganisation
                    .computeIfAbsent(contract.careOrganisation(), oid -> new ArrayList<>(1))
                    .add(contract.contractId());
        }
    }

    void approve(UUID contractId) {
        contracts.computeIfPresent(contractId, (id, known) -> known.approve());
    }

    void clear() {
        contracts.clear();
        byOrganisation.clear();
    }

    Optional<KnownContract> known(UUID contractId) {
        return Optional.ofNullable(contracts.get(contractId));
    }

    Optional<Contract> find(UUID contractId) {
        return known(contractId).map(KnownContract::contract);
    }

    List<KnownContract> with(String organisation) {
        return byOrganisation.getOrDefault(organisation, List.of()).stream()
                .flatMap(id -> Optional.ofNullable(contracts.get(id)).stream())
                .toList();
    }

    Collection<KnownContract> all() {
        return Collections.unmodifiableCollection(contracts.values());
    }
}
