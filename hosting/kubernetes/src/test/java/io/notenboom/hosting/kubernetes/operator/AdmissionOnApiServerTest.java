// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
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
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeManifests;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
    Path folder;

    private KubeApiServer server;
    private KubernetesClient client;

    @BeforeEach
    void start() throws IOException {
        boolean there = KubeApiServer.programs().isPresent();
        if (!there) {
            System.out.println("NO API SERVER HERE: admission of rendered manifests is not tried;"
                    + " NOTENBOOM_KUBE_APISERVER and NOTENBOOM_ETCD name the programs");
        }
        assumeTrue(there, "no API server here");
        server = KubeApiServer.start(folder);
        client = server.administrator();
        StandInDefinitions.all().forEach(this::apply);
        apply(new PriorityClassBuilder()
                .withNewMetadata()
                .withName("nuts-node")
                .endMetadata()
                .withValue(1000)
                .build());
        Await.until(
                () -> client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                        .allMatch(it -> it.getStatus() != null
                                && it.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True"))),
                "definitions");
    }

    @AfterEach
    void stop() {
        if (client != null) {
            client.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private void apply(HasMetadata object) {
        var unused = client.resource(object).forceConflicts().serverSideApply();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "standard"})
    void everythingIsTakenAndAllPodsFitAtOnce(String name) {
        CustomerSpec spec = name.equals("small") ? Customers.small() : Customers.standard();
        NodeManifests manifests = new NodeRenderer(Customers.platform()).render(spec);
        manifests.of(StepKind.PLACE).forEach(this::apply);
        countQuota(spec.names().namespace());
        for (HasMetadata object : manifests.all()) {
            var unused = client.resource(object).dryRun().serverSideApply();
        }
        Map<String, PodTemplateSpec> pods = pods(manifests);
        assertThat(pods).hasSizeGreaterThan(4);
        pods.forEach((pod, template) -> {
            var unused = client.resource(pod(spec, pod, template)).create();
        });
        PodTemplateSpec again = Objects.requireNonNull(pods.get("registry-0"));
        assertThatThrownBy(() -> {
                    for (int more = 0; more < MORE_THAN_FIT; more++) {
                        var unused = client.resource(pod(spec, "more-" + more, again))
                                .create();
                    }
                })
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("exceeded quota");
    }

    /** What the controller of quotas does first: without a status nothing is counted. */
    private void countQuota(String namespace) {
        ResourceQuota quota =
                client.resourceQuotas().inNamespace(namespace).withName("node").get();
        var unused = client.resource(new ResourceQuotaBuilder(quota)
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
        Map<String, Integer> most = manifests.all().stream()
                .filter(HorizontalPodAutoscaler.class::isInstance)
                .map(HorizontalPodAutoscaler.class::cast)
                .collect(Collectors.toMap(
                        scaler -> scaler.getSpec().getScaleTargetRef().getName(),
                        scaler -> scaler.getSpec().getMaxReplicas()));
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
