// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import java.util.List;

/**
 * What became of one item.
 *
 * @param name its name
 * @param result whether it passed
 * @param checks what was checked and held
 * @param differences where ours does otherwise on purpose, by name
 * @param problems what did not hold
 * @param undecided what an offline replay cannot decide, with the reason
 */
public record ItemReport(
        String name,
        Result result,
        List<String> checks,
        List<String> differences,
        List<String> problems,
        List<String> undecided) {

    /** Copies the lists. */
    public ItemReport {
        checks = List.copyOf(checks);
        differences = List.copyOf(differences);
        problems = List.copyOf(problems);
        undecided = List.copyOf(undecided);
    }

    /** What became of an item. */
    public enum Result {
        /** Everything that was checked held. */
        PASSED,
        /** Something did not hold. */
        FAILED,
        /** Nothing could be decided. */
        SKIPPED;
    }
}
