// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.tabletest;

import java.util.List;

/**
 * What a case came to.
 *
 * @param name of the case
 * @param differences what came out otherwise than expected, in words; empty when nothing did
 * @param checks every check with its result, for whoever looks for the cause
 */
public record TableResult(String name, List<String> differences, List<String> checks) {

    public TableResult {
        differences = List.copyOf(differences);
        checks = List.copyOf(checks);
    }

    /** Whether everything came out as expected. */
    public boolean passed() {
        return differences.isEmpty();
    }
}
