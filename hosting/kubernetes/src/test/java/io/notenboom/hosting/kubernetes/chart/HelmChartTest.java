// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.platform.PlatformFile;
import io.notenboom.hosting.kubernetes.policy.ManifestPolicy;
import io.notenboom.hosting.kubernetes.render.ManifestYaml;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The chart, by the real engine of Helm. */
class HelmChartTest {

    private static final Path CHART =
            Path.of(System.getProperty("notenboom.root", "../..")).resolve("deploy/helm/notenboom");

    private static final String KUBERNETES = "1.34.1";

    @Test
    void lintFindsNothing() {
        LintResult result = new Helm(CHART).lint().call();
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"least", "host", "plain"})
    void whatItMakesKeepsThePolicyOfManifests(String values) {
        List<HasMetadata> objects = ManifestYaml.read(template(values));
        assertThat(ManifestPolicy.violations(objects)).isEmpty();
        assertThat(objects).extracting(HasMetadata::getKind).contains("Deployment", "NetworkPolicy", "ClusterRole");
    }

    @ParameterizedTest
    @ValueSource(strings = {"least", "host", "plain"})
    void thePlatformsFileIsOneThatTheOperatorReads(String values) {
        String text = ManifestYaml.read(template(values)).stream()
                .filter(ConfigMap.class::isInstance)
                .map(object -> ((ConfigMap) object).getData().get("platform.yaml"))
                .filter(platform -> platform != null)
                .findFirst()
                .orElseThrow();
        assertThat(PlatformFile.parse(text).gateway().name()).isEqualTo("public");
    }

    @Test
    void differentValuesMakeDifferentParts() {
        assertThat(template("least")).doesNotContain("PodDisruptionBudget", "kind: StatefulSet", "PodMonitor");
        assertThat(template("host")).contains("PodDisruptionBudget", "kind: StatefulSet", "PodMonitor");
        assertThat(template("plain")).doesNotContain("ValidatingAdmissionPolicy");
    }

    /** The operator may make what it renders, and nothing that it does not. */
    @Test
    void theOperatorsRightsAreThoseOfWhatItRenders() {
        Set<String> rendered = new NodeRenderer(Customers.platform())
                .render(Customers.standard()).all().stream()
                        .map(HelmChartTest::resource)
                        .collect(Collectors.toSet());
        Set<String> permitted = ManifestYaml.read(template("host")).stream()
                .filter(ClusterRole.class::isInstance)
                .flatMap(role -> ((ClusterRole) role).getRules().stream())
                .flatMap(rule -> rule.getResources().stream()
                        .map(resource -> rule.getApiGroups().getFirst().isEmpty()
                                ? resource
                                : resource + "." + rule.getApiGroups().getFirst()))
                .collect(Collectors.toSet());
        assertThat(permitted).containsAll(rendered);
        rendered.addAll(Set.of("secrets", "jobs.batch"));
        assertThat(rendered).containsAll(permitted);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> new Helm(CHART)
                        .template()
                        .withName("n")
                        .withKubeVersion(KUBERNETES)
                        .call())
                .hasMessageContaining("operator.image.digest is required");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"operator.replicas=0", "operator.image.digest=latest", "controlPlane.enabled=perhaps", "typo=1"})
    void theSchemaRefuses(String setting) {
        String[] parts = setting.split("=", -1);
        assertThatThrownBy(() -> new Helm(CHART)
                        .template()
                        .withName("notenboom")
                        .withKubeVersion(KUBERNETES)
                        .withValuesFile(CHART.resolve("ci/least-values.yaml"))
                        .set(parts[0], parts[1])
                        .call())
                .hasMessageContaining("schema");
    }

    private static String resource(HasMetadata object) {
        return object.getKind().equals("ServiceMonitor")
                ? "servicemonitors.monitoring.coreos.com"
                : object.getFullResourceName();
    }

    private static String template(String values) {
        return new Helm(CHART)
                .template()
                .withName("notenboom")
                .withKubeVersion(KUBERNETES)
                .withNamespace("notenboom-system")
                .withValuesFile(CHART.resolve("ci/" + values + "-values.yaml"))
                .call();
    }
}
