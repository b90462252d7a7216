// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of the proofs of forks.
 *
 * @param forks at most {@link GossipLimits#MAX_FORKS}
 * @param next number of the first proof that is not among them; null if these are the last
 */
public record ForkPage(List<ForkProof> forks, @Nullable Integer next) {

    /** Copies the list. */
    public ForkPage {
        forks = List.copyOf(forks);
    }
}
