// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeManifests;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is rendered for a node against a real API server: schemas, Pod Security "restricted", limits and quota of its namespace.
 * Skipped, with a message, on a machine that has none.
 */
class AdmissionOnApiServerTest {

    private static final int MORE_THAN_FIT = 60;

    @TempDir
    static Path folder;

    private static @Nullable KubeApiServer server;

    @BeforeAll
    static void start() throws IOException {
        server = KubeApiServer.startOrSkip(folder);
        server.prepare(StandInDefinitions.all());
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** By name: the customers of the golden folders, and one with more data in Redis than in files. */
    private static CustomerSpec customer(String name) {
        return switch (name) {
            case "small" -> Customers.small();
            case "standard" -> Customers.standard();
            default ->
                CustomerDocument.read(Customers.document("small")
                        .replace("c7f3k2", "r3d1s0")
                        .concat("resources: {memoryMib: 20000, redisMib: 8192, storageGib: 5}\n"));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "standard", "large Redis"})
    void everythingIsTakenAndAllPodsFitAtOnce(String name) {
        CustomerSpec spec = customer(name);
        NodeManifests manifests = new NodeRenderer(Customers.platform()).render(spec);
        manifests.of(StepKind.PLACE).forEach(running()::apply);
        countQuota(spec.names().namespace());
        for (HasMetadata object : manifests.all()) {
            var unused = client().resource(object).dryRun().serverSideApply();
        }
        Map<String, PodTemplateSpec> pods = pods(manifests);
        assertThat(pods).hasSizeGreaterThan(4);
        pods.forEach((pod, template) -> {
            var unused = client().resource(pod(spec, pod, template)).create();
        });
        volumes(manifests).forEach(volume -> {
            var unused = client().resource(volume).create();
        });
        PodTemplateSpec again = Objects.requireNonNull(pods.get("registry-0"));
        assertThatThrownBy(() -> {
                    for (int more = 0; more < MORE_THAN_FIT; more++) {
                        var unused = client().resource(pod(spec, "more-" + more, again))
                                .create();
                    }
                })
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("exceeded quota");
    }

    @Test
    void podsThatMayMoreAreRefused() {
        CustomerSpec spec = customer("small");
        running().namespace("nuts-p0d5ec", Map.of("pod-security.kubernetes.io/enforce", "restricted"));
        pods(new NodeRenderer(Customers.platform()).render(spec)).forEach((name, template) -> {
            Pod pod = pod(spec, name, template);
            pod.getMetadata().setNamespace("nuts-p0d5ec");
            var unused = client().resource(pod).dryRun().create();
            pod.getSpec().getContainers().getFirst().getSecurityContext().setAllowPrivilegeEscalation(true);
            assertThatThrownBy(() -> client().resource(pod).dryRun().create())
                    .hasMessageContaining("violates PodSecurity \"restricted");
        });
    }

    /** What the controller of quotas does first: without a status nothing is counted. */
    private void countQuota(String namespace) {
        ResourceQuota quota = client().resourceQuotas()
                .inNamespace(namespace)
                .withName("node")
                .get();
        var unused = client().resource(new ResourceQuotaBuilder(quota)
                        .withNewStatus()
                        .withHard(quota.getSpec().getHard())
                        .withUsed(quota.getSpec().getHard().keySet().stream()
                                .collect(Collectors.toMap(key -> key, key -> new Quantity("0"))))
                        .endStatus()
                        .build())
                .updateStatus();
    }

    /** Every pod that there can be: as many as the load may need, one more of each while versions change, and all backups. */
    private static Map<String, PodTemplateSpec> pods(NodeManifests manifests) {
        Map<String, Integer> most = mostReplicas(manifests);
        Map<String, PodTemplateSpec> pods = new TreeMap<>();
        for (HasMetadata object : manifests.all()) {
            String name = object.getMetadata().getName();
            switch (object) {
                case StatefulSet set -> add(pods, name, most, set.getSpec().getTemplate());
                case Deployment deployment ->
                    add(pods, name, most, deployment.getSpec().getTemplate());
                case CronJob job ->
                    pods.put(name, job.getSpec().getJobTemplate().getSpec().getTemplate());
                default -> {}
            }
        }
        return pods;
    }

    private static void add(
            Map<String, PodTemplateSpec> pods, String name, Map<String, Integer> most, PodTemplateSpec template) {
        for (int number = 0; number <= most.getOrDefault(name, 1); number++) {
            pods.put(name + "-" + number, template);
        }
    }

    /** The volumes of all pods that there can be, as StatefulSets claim them, and those of the backups. */
    private static List<PersistentVolumeClaim> volumes(NodeManifests manifests) {
        Map<String, Integer> most = mostReplicas(manifests);
        List<PersistentVolumeClaim> volumes = new ArrayList<>();
        for (HasMetadata object : manifests.all()) {
            switch (object) {
                case PersistentVolumeClaim claim -> volumes.add(claim);
                case StatefulSet set -> {
                    for (int number = 0;
                            number < most.getOrDefault(set.getMetadata().getName(), 1);
                            number++) {
                        volumes.add(new PersistentVolumeClaimBuilder(
                                        set.getSpec().getVolumeClaimTemplates().getFirst())
                                .editMetadata()
                                .withName("data-" + set.getMetadata().getName() + "-" + number)
                                .withNamespace(set.getMetadata().getNamespace())
                                .endMetadata()
                                .build());
                    }
                }
                default -> {}
            }
        }
        return volumes;
    }

    private static Map<String, Integer> mostReplicas(NodeManifests manifests) {
        return manifests.all().stream()
                .filter(HorizontalPodAutoscaler.class::isInstance)
                .map(HorizontalPodAutoscaler.class::cast)
                .collect(Collectors.toMap(
                        scaler -> scaler.getSpec().getScaleTargetRef().getName(),
                        scaler -> scaler.getSpec().getMaxReplicas()));
    }

    private static KubernetesClient client() {
        return running().administrator();
    }

    private static KubeApiServer running() {
        return Objects.requireNonNull(server);
    }

    /** As a StatefulSet makes it: with the volume that it claims. */
    private static Pod pod(CustomerSpec spec, String name, PodTemplateSpec template) {
        boolean hasData = template.getSpec().getVolumes().stream()
                .anyMatch(volume -> volume.getName().equals("data"));
        List<Volume> claimed = hasData
                ? List.of()
                : List.of(new VolumeBuilder()
                        .withName("data")
                        .withNewPersistentVolumeClaim("data-" + name, null)
                        .build());
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(spec.names().namespace())
                .withLabels(template.getMetadata().getLabels())
                .endMetadata()
                .withSpec(template.getSpec())
                .editSpec()
                .addAllToVolumes(claimed)
                .endSpec()
                .build();
    }
}
