// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.history;

import io.notenboom.registry.api.Problems;
import org.jspecify.annotations.Nullable;

/** Which events of a stream are meant. */
public enum Branch {
    /** Those that count: one for each place, up to a fork that waits for a decision. */
    CHAIN,
    /** All that were signed for it, also those that contradict each other. */
    ALL;

    /** Of a parameter: {@code chain}, which is also what absence means, or {@code all}; otherwise a 400. */
    static Branch of(@Nullable String name) {
        if (name == null || name.equals("chain")) {
            return CHAIN;
        }
        if (name.equals("all")) {
            return ALL;
        }
        throw Problems.invalid("branch has to be chain or all");
    }
}
