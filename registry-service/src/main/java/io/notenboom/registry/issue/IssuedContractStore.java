// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The contract certificates that this node issued. Failures of the medium are unchecked exceptions. */
public interface IssuedContractStore {

    /** Stores; durable when it returns. */
    void save(IssuedContract contract);

    /** The one of a contract. */
    Optional<IssuedContract> find(UUID contractId);

    /** All, in no particular order. */
    List<IssuedContract> all();
}
