// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.notenboom.hosting.customer.CustomerSpec;
import java.util.Optional;

/** What other customers of the cluster have, so that nobody takes what is theirs. */
@FunctionalInterface
public interface Neighbours {

    /** Which host of a specification another customer has; tells no name but the other's id. */
    Optional<String> conflict(CustomerSpec spec);
}
