// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.exchange.ScopePolicies;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The policies in use.
 *
 * @param policies what each scope asks for, at subjects without policies of their own
 * @param overrides what each scope asks for, at subjects that have policies of their own
 * @param fileByScope name of the file that each scope of {@code policies} comes from
 * @param ownFiles name of the file that each scope of a subject with policies of its own comes from, for the scopes that it has
 *     itself
 * @param findings what is wrong with the files
 */
public record PolicySet(
        ScopePolicies policies,
        Map<SubjectId, ScopePolicies> overrides,
        Map<String, String> fileByScope,
        Map<SubjectId, Map<String, String>> ownFiles,
        List<PolicyFinding> findings) {

    /** Copies the collections. */
    public PolicySet {
        Objects.requireNonNull(policies, "policies");
        overrides = Map.copyOf(overrides);
        fileByScope = Map.copyOf(fileByScope);
        ownFiles = Map.copyOf(ownFiles);
        findings = List.copyOf(findings);
    }

    /** The policies of a subject: its own, and for every other scope those of all. */
    public ScopePolicies of(SubjectId subject) {
        return overrides.getOrDefault(subject, policies);
    }

    /** No policy at all: every scope is refused. */
    public static PolicySet empty() {
        return new PolicySet(new ScopePolicies(List.of()), Map.of(), Map.of(), Map.of(), List.of());
    }
}
