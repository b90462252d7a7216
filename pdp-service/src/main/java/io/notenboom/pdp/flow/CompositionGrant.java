// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.request.Interaction;
import java.util.Set;

/** A Composition that a flow opens, in base-relative form {@code Composition/id}. */
public record CompositionGrant(
        String reference, CompositionKind kind, Set<Interaction> operations, UserRequirement user) {

    public CompositionGrant {
        operations = Set.copyOf(operations);
    }
}
