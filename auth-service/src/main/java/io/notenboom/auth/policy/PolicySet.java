// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import io.notenboom.trust.exchange.ScopePolicies;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The policies in use.
 *
 * @param policies what each scope asks for
 * @param fileByScope name of the file that each scope comes from
 * @param findings what is wrong with the files
 */
public record PolicySet(ScopePolicies policies, Map<String, String> fileByScope, List<PolicyFinding> findings) {

    /** Copies the collections. */
    public PolicySet {
        Objects.requireNonNull(policies, "policies");
        fileByScope = Map.copyOf(fileByScope);
        findings = List.copyOf(findings);
    }

    /** No policy at all: every scope is refused. */
    public static PolicySet empty() {
        return new PolicySet(new ScopePolicies(List.of()), Map.of(), List.of());
    }
}
