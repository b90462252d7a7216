// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final PolicyDocument GOOD = new PolicyDocument("a.json", TestNode.POLICY);

    private final AtomicReference<List<PolicyDocument>> files = new AtomicReference<>(List.of());
    private final Policies policies = new Policies(files::get);

    @Test
    void keepsWhatItHadWhenAFileBecomesUnusable() {
        files.set(List.of(GOOD));
        assertThat(policies.reload()).isEmpty();
        files.set(List.of(new PolicyDocument("a.json", "{\"eOverdracht-receiver\":{\"organization\":{\"id\":1}}}")));

        assertThat(policies.reload()).singleElement().satisfies(finding -> assertThat(finding.severity())
                .isEqualTo(PolicyFinding.Severity.ERROR));
        assertThat(policies.reload()).isEmpty();
        assertThat(knows("eOverdracht-receiver")).isTrue();

        files.set(List.of());
        policies.reload();
        assertThat(knows("eOverdracht-receiver")).isFalse();
    }

    @Test
    void givesAScopeToTheFirstFileThatHasIt() {
        files.set(List.of(GOOD, new PolicyDocument("b.json", TestNode.POLICY)));

        assertThat(policies.reload()).singleElement().satisfies(finding -> assertThat(finding.file())
                .isEqualTo("b.json"));
        assertThat(policies.current().fileByScope()).containsEntry("eOverdracht-receiver", "a.json");
    }

    @Test
    void warnsOfAnIssuerThatIsNotConstrained() {
        files.set(List.of(new PolicyDocument("a.json", TestNode.POLICY.replace("$.issuer", "$.id"))));

        assertThat(policies.reload()).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(PolicyFinding.Severity.WARNING);
            assertThat(finding.message()).contains("issuer");
        });
    }

    private boolean knows(String scope) {
        return policies.current().policies().select(scope) instanceof ScopeSelection.Selected;
    }
}
