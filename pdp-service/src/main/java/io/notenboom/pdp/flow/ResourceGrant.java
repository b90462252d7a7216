// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.request.Interaction;
import java.util.Set;

/**
 * A resource that a flow opens because Compositions of the flow name it; it is open while one of these is.
 *
 * @param reference base-relative {@code Type/id}
 * @param via references of the Compositions that name it
 */
public record ResourceGrant(String reference, Set<Interaction> operations, UserRequirement user, Set<String> via) {

    public ResourceGrant {
        operations = Set.copyOf(operations);
        via = Set.copyOf(via);
    }
}
