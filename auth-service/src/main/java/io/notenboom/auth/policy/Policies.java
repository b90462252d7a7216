// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import io.notenboom.auth.policy.PolicyFinding.Severity;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.exchange.DefinitionException;
import io.notenboom.trust.exchange.DefinitionLint;
import io.notenboom.trust.exchange.PolicyFile;
import io.notenboom.trust.exchange.ScopePolicies;
import io.notenboom.trust.exchange.ScopePolicy;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The policies in use, reloaded from their files. A file that cannot be used is reported, and what was loaded from it before
 * stays in use; a file that is gone is out of use. A scope belongs to the first file (by name) that has it. Safe for many
 * threads.
 */
public final class Policies {

    private static final String SERVICE_PROVIDER =
            ": the service_provider definition is asked for by the JWT bearer grant only;"
                    + " by vp_token-bearer the organization definition alone gives a token, as at Nuts nodes";

    private final PolicySource source;
    private final boolean decisionPoint;
    private volatile Loaded loaded = new Loaded(Map.of(), PolicySet.empty());

    /** Starts without any policy; call {@link #reload()}. */
    public Policies(PolicySource source) {
        this(source, true);
    }

    /**
     * Starts without any policy; call {@link #reload()}.
     *
     * @param decisionPoint whether there is a decision point for policies that leave scopes to one
     */
    public Policies(PolicySource source, boolean decisionPoint) {
        this.source = source;
        this.decisionPoint = decisionPoint;
    }

    /** The policies in use. */
    public PolicySet current() {
        return loaded.set();
    }

    /**
     * Reads the files again.
     *
     * @return the findings, if they are other ones than before; else nothing
     * @throws java.io.UncheckedIOException if the files cannot be read; nothing changes then
     */
    public synchronized List<PolicyFinding> reload() {
        Loaded before = loaded;
        Map<String, List<ScopePolicy>> byFile = new HashMap<>();
        List<PolicyFinding> findings = new ArrayList<>();
        Used forAll = new Used();
        Map<SubjectId, Used> forOne = new HashMap<>();
        for (PolicyDocument document : source.read()) {
            List<ScopePolicy> usable = read(document, before, findings);
            byFile.put(document.name(), usable);
            SubjectId subject = document.subject();
            Used used = subject == null ? forAll : forOne.computeIfAbsent(subject, _ -> new Used());
            usable.forEach(policy -> used.add(document, policy, findings));
        }
        Map<SubjectId, ScopePolicies> overrides = new HashMap<>();
        Map<SubjectId, Map<String, String>> ownFiles = new HashMap<>();
        forOne.forEach((subject, used) -> {
            overrides.put(subject, used.over(forAll));
            ownFiles.put(subject, Map.copyOf(used.fileByScope));
        });
        ScopePolicies policies = new ScopePolicies(forAll.policies);
        loaded = new Loaded(byFile, new PolicySet(policies, overrides, forAll.fileByScope, ownFiles, findings));
        return findings.equals(before.set().findings()) ? List.of() : List.copyOf(findings);
    }

    private List<ScopePolicy> read(PolicyDocument document, Loaded before, List<PolicyFinding> findings) {
        try {
            List<ScopePolicy> policies = PolicyFile.parse(document.name(), document.utf8());
            for (ScopePolicy policy : policies) {
                lint(document, policy, findings);
            }
            return policies;
        } catch (DefinitionException unusable) {
            findings.add(
                    error(document, Optional.ofNullable(unusable.getMessage()).orElse("the file cannot be used")));
            return before.byFile().getOrDefault(document.name(), List.of());
        }
    }

    private void lint(PolicyDocument document, ScopePolicy policy, List<PolicyFinding> findings) {
        policy.definitions().forEach((owner, definition) -> DefinitionLint.check(definition)
                .forEach(finding -> findings.add(
                        warning(document, policy.scope() + "." + owner.member() + ": " + finding.describe()))));
        String extra =
                switch (policy.extraScopes()) {
                    case PROFILE_ONLY -> "";
                    case PASSTHROUGH -> ": passthrough grants every further scope that a client asks for";
                    case DYNAMIC ->
                        decisionPoint
                                ? ""
                                : ": dynamic leaves scopes to a decision point and none is configured, so nobody gets a token;"
                                        + " set notenboom.auth.scope-decisions.url or notenboom.peer-service.pdp";
                };
        if (!extra.isEmpty()) {
            findings.add(warning(document, policy.scope() + extra));
        }
        if (policy.definitions().keySet().containsAll(Set.of(WalletOwner.ORGANIZATION, WalletOwner.SERVICE_PROVIDER))) {
            findings.add(warning(document, policy.scope() + SERVICE_PROVIDER));
        }
    }

    private static PolicyFinding error(PolicyDocument document, String message) {
        return new PolicyFinding(document.name(), Severity.ERROR, message);
    }

    private static PolicyFinding warning(PolicyDocument document, String message) {
        return new PolicyFinding(document.name(), Severity.WARNING, message);
    }

    /** The policies of all subjects or of one; the first file that has a scope wins. */
    private static final class Used {

        private final Map<String, String> fileByScope = new HashMap<>();
        private final List<ScopePolicy> policies = new ArrayList<>();

        void add(PolicyDocument document, ScopePolicy policy, List<PolicyFinding> findings) {
            String earlier = fileByScope.putIfAbsent(policy.scope(), document.name());
            if (earlier == null) {
                policies.add(policy);
            } else {
                findings.add(error(
                        document,
                        "scope " + policy.scope() + " is not used from this file: " + earlier + " has it, too"));
            }
        }

        /** These, and of the others those for scopes that these do not have. */
        ScopePolicies over(Used others) {
            List<ScopePolicy> all = new ArrayList<>(policies);
            others.policies.stream()
                    .filter(policy -> !fileByScope.containsKey(policy.scope()))
                    .forEach(all::add);
            return new ScopePolicies(all);
        }
    }

    private record Loaded(Map<String, List<ScopePolicy>> byFile, PolicySet set) {}
}
