// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.store.file.PolicyFolder;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoliciesTest {

    private static final PolicyDocument GOOD = new PolicyDocument("a.json", TestNode.POLICY);

    private final AtomicReference<List<PolicyDocument>> files = new AtomicReference<>(List.of());
    private final Policies policies = new Policies(files::get);

    @Test
    @DisplayName("hot reload: a rejected file is reported and the old one kept")
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

    @Test
    void aSubjectsOwnFileReplacesTheScopesThatItHasAndNoOthers() {
        SubjectId own = new SubjectId("own");
        String other = TestNode.POLICY.replace("eOverdracht-receiver", "other");
        files.set(List.of(
                GOOD,
                new PolicyDocument("b.json", other),
                new PolicyDocument("subjects/own/a.json", TestNode.POLICY.replace("pd_receiver", "pd_own"), own)));

        assertThat(policies.reload()).isEmpty();
        assertThat(definition(own, "eOverdracht-receiver")).isEqualTo("pd_own");
        assertThat(definition(own, "other")).isEqualTo("pd_receiver");
        assertThat(definition(new SubjectId("another"), "eOverdracht-receiver")).isEqualTo("pd_receiver");
    }

    @Test
    @DisplayName("policies: a dynamic policy without a decision point is warned of")
    void warnsOfADynamicPolicyThatNobodyDecidesOn() {
        files.set(List.of(new PolicyDocument(
                "a.json",
                TestNode.POLICY.replace("{\"organization\":", "{\"scope_policy\":\"dynamic\",\"organization\":"))));

        assertThat(policies.reload()).isEmpty();
        assertThat(new Policies(files::get, false).reload()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(PolicyFinding.Severity.WARNING);
            assertThat(finding.message()).contains("notenboom.auth.scope-decisions.url");
        });
    }

    @Test
    @DisplayName("policies: a service provider definition beside an organisation's is warned of")
    void warnsThatAServiceProviderIsNotAskedByEachGrant() {
        String organization =
                TestNode.POLICY.substring(TestNode.POLICY.indexOf("{\"id\""), TestNode.POLICY.lastIndexOf("}}"));
        files.set(List.of(new PolicyDocument(
                "a.json",
                "{\"s\":{\"organization\":" + organization + ",\"service_provider\":"
                        + organization.replace("pd_receiver", "pd_provider") + "}}")));

        assertThat(policies.reload()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(PolicyFinding.Severity.WARNING);
            assertThat(finding.message())
                    .startsWith("s: the service_provider definition")
                    .contains("vp_token-bearer");
        });
    }

    @Test
    void readsTheFoldersOfSubjects(@TempDir Path folder) throws Exception {
        Path own = Files.createDirectories(folder.resolve("subjects/own"));
        Files.writeString(folder.resolve("a.json"), TestNode.POLICY);
        Files.writeString(own.resolve("b.json"), "{}");
        Files.createDirectories(folder.resolve("subjects/no subject id"));

        assertThat(new PolicyFolder(folder).read())
                .extracting(PolicyDocument::name)
                .containsExactly("a.json", "subjects/own/b.json");
        assertThat(new PolicyFolder(folder).read().getLast().subject()).isEqualTo(new SubjectId("own"));
    }

    private String definition(SubjectId subject, String scope) {
        return ((ScopeSelection.Selected) policies.current().of(subject).select(scope))
                .policy()
                .definitions()
                .get(WalletOwner.ORGANIZATION)
                .id();
    }

    private boolean knows(String scope) {
        return policies.current().policies().select(scope) instanceof ScopeSelection.Selected;
    }
}
