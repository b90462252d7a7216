// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.PolicySet;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.trust.exchange.ScopePolicies;
import io.notenboom.trust.exchange.ScopePolicy;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The policies in use and what is wrong with their files (internal). */
@Path("/auth/v1/policies")
@RunOnVirtualThread
public class PolicyResource {

    private final Policies policies;
    private final TokenLifetimes lifetimes;
    private final IssuerTrust trust;

    /** Tells about these. */
    public PolicyResource(Policies policies, TokenLifetimes lifetimes, IssuerTrust trust) {
        this.policies = policies;
        this.trust = trust;
        this.lifetimes = lifetimes;
    }

    /** All scopes, sorted, those that subjects have policies of their own for, and all findings. */
    @GET
    @RequiresScope("auth:admin")
    public ObjectNode list() {
        PolicySet set = policies.current();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        scopes(answer.putArray("scopes"), set.policies(), set.fileByScope());
        refusedTypes(answer, null, set.policies());
        ArrayNode subjects = answer.putArray("subjects");
        set.ownFiles().keySet().stream()
                .sorted(Comparator.comparing(SubjectId::value))
                .forEach(subject -> {
                    ObjectNode own = subjects.addObject().put("subject", subject.value());
                    scopes(
                            own.putArray("scopes"),
                            set.of(subject),
                            set.ownFiles().getOrDefault(subject, Map.of()));
                    refusedTypes(own, subject, set.of(subject));
                });
        ArrayNode findings = answer.putArray("findings");
        set.findings().forEach(finding -> findings.addObject()
                .put("file", finding.file())
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("message", finding.message()));
        return answer;
    }

    private void refusedTypes(ObjectNode answer, @Nullable SubjectId subject, ScopePolicies asked) {
        ArrayNode types = answer.putArray("refusedTypes");
        trust.refusedTypes(subject, asked.all()).forEach(types::add);
    }

    private void scopes(ArrayNode scopes, ScopePolicies policies, Map<String, String> fileByScope) {
        policies.all().stream()
                .filter(policy -> fileByScope.containsKey(policy.scope()))
                .sorted(Comparator.comparing(ScopePolicy::scope))
                .forEach(policy -> scopes.addObject()
                        .put("scope", policy.scope())
                        .put("file", fileByScope.get(policy.scope()))
                        .put("scopePolicy", policy.extraScopes().value())
                        .put("lifetimeSeconds", lifetimes.of(policy).toSeconds()));
    }
}
