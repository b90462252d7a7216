// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The revocation list that this node publishes.
 *
 * @param foundationOrNull on the node that is the Foundation
 */
public record OwnRevocations(@Nullable FoundationRevocations foundationOrNull) {

    /** The Foundation's; empty on a node that is not the Foundation. */
    public Optional<FoundationRevocations> foundation() {
        return Optional.ofNullable(foundationOrNull);
    }
}
