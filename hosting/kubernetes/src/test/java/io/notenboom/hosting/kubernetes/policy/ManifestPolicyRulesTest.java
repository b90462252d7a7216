// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.render.ManifestYaml;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule finds what breaks it. */
class ManifestPolicyRulesTest {

    private final String rendered = String.join(
            "",
            new NodeRenderer(Customers.platform())
                    .render(Customers.standard()).all().stream()
                            .map(ManifestYaml::write)
                            .toList());

    @Test
    void nothingIsWrongWithWhatIsRendered() {
        assertThat(broken(rendered)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "allowPrivilegeEscalation: false | allowPrivilegeEscalation: true | may gain privileges",
                "privileged: false | privileged: true | is privileged",
                "readOnlyRootFilesystem: true | readOnlyRootFilesystem: false | may write its root file system",
                "runAsNonRoot: true | runAsNonRoot: false | may run as root",
                "runAsUser: 10001 | runAsUser: 0 | may run as root",
                "type: \"RuntimeDefault\" | type: \"Unconfined\" | has no seccomp profile",
                "- \"ALL\" | - \"NET_RAW\" | keeps capabilities",
                "automountServiceAccountToken: false | automountServiceAccountToken: true | mounts a token",
                "enableServiceLinks: false | enableServiceLinks: true | has the addresses of all services",
                "serviceAccountName: \"node\" | hostNetwork: true | uses a namespace of the host",
                "emptyDir: | hostPath: | is of a kind that 'restricted' does not permit",
                "@sha256: | :latest-was- | has an image without a digest",
                "livenessProbe: | startupProbes: | has no probes",
                "name: \"JAVA_TOOL_OPTIONS\" | name: \"REDIS_PASSWORD\" | has a secret in its text",
                "enforce: \"restricted\" | enforce: \"baseline\" | does not enforce Pod Security",
                "kind: \"ResourceQuota\" | kind: \"ConfigMap\" | has no ResourceQuota",
                "kind: \"LimitRange\" | kind: \"ConfigMap\" | has no LimitRange",
                "type: \"ClusterIP\" | type: \"NodePort\" | can be reached past the gateway",
                "kind: \"PodDisruptionBudget\" | kind: \"ConfigMap\" | has several replicas and no PodDisruptionBudget",
                "replicas: 1 | replicas: 2 | has several replicas and no PodDisruptionBudget",
                "169.254.0.0/16 | 169.255.0.0/16 | opens the internet",
            })
    void findsWhatBreaksIt(String good, String bad, String rule) {
        assertThat(rendered).contains(good);
        String changed = good.startsWith("emptyDir")
                ? rendered.replaceAll("emptyDir:\\s+sizeLimit: \"?256Mi\"?", "hostPath: {path: \"/\"}")
                : rendered.replace(good, bad);
        assertThat(broken(changed)).anyMatch(found -> found.contains(rule));
    }

    @Test
    void findsPodsThatNoPolicyNames() {
        List<HasMetadata> objects = new ArrayList<>(ManifestYaml.read(rendered));
        objects.removeIf(object -> object.getKind().equals("NetworkPolicy")
                && object.getMetadata().getName().equals("auth"));
        assertThat(texts(objects))
                .containsExactly("StatefulSet nuts-h9w2m4/auth: has pods that no NetworkPolicy names");
        objects.removeIf(object -> object.getMetadata().getName().equals("default-deny"));
        assertThat(texts(objects)).anyMatch(found -> found.contains("denies what is not named"));
    }

    @Test
    void findsWhatIsThereTwice() {
        assertThat(broken(rendered + rendered)).anyMatch(found -> found.contains("is there twice"));
    }

    @Test
    void findsSecretsInTheText() {
        assertThat(broken("""
                apiVersion: v1
                kind: Secret
                metadata: {name: a, namespace: b}
                stringData: {password: hunter2}
                """)).containsExactly("Secret b/a: holds a secret in its text");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{apiGroups: [''], resources: ['*'], verbs: [get]}",
                "{apiGroups: ['*'], resources: [pods], verbs: [get]}",
                "{apiGroups: [''], resources: [pods], verbs: ['*']}",
                "{apiGroups: [''], resources: [secrets], verbs: [list]}",
                "{apiGroups: [''], resources: [pods/exec], verbs: [create]}",
                "{apiGroups: [''], resources: [serviceaccounts], verbs: [impersonate]}",
                "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [escalate]}",
                "{apiGroups: [rbac.authorization.k8s.io], resources: [clusterroles], verbs: [bind]}",
            })
    void findsRightsThatAreTooWide(String rule) {
        assertThat(broken("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRole
                metadata: {name: a}
                rules:
                  - %s
                """.formatted(rule))).hasSize(1);
    }

    @Test
    void findsTheAdministratorsRole() {
        assertThat(broken("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: ClusterRoleBinding
                metadata: {name: a}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                subjects: []
                """)).hasSize(1);
    }

    private static List<String> broken(String yaml) {
        return texts(ManifestYaml.read(yaml));
    }

    private static List<String> texts(List<HasMetadata> objects) {
        return ManifestPolicy.violations(objects).stream()
                .map(Violation::toString)
                .toList();
    }
}
