// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.contract;

import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** The contract certificates that this node issued. Failures of the medium are unchecked exceptions. */
public interface IssuedContractStore {

    /** Stores, in the place of what was stored of this contract; durable when it returns. */
    void save(IssuedContract contract);

    /** The one of a contract. */
    Optional<IssuedContract> find(UUID contractId);

    /** Reads all, one after the other, in no particular order. */
    void forEach(Consumer<IssuedContract> consumer);
}
