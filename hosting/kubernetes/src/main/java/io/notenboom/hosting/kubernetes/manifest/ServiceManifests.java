// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.ServicePortBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import io.notenboom.hosting.kubernetes.platform.ReleaseImages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The services of a node. Registry, auth and pdp keep records on disk that nobody else has (the event log, the journal of
 * status lists and who got a token, the decision log), so each of their pods has a volume of its own, which outlives it: they
 * are StatefulSets. The AAA-proxy keeps nothing and is a Deployment.
 */
final class ServiceManifests {

    private final CustomerSpec spec;
    private final NodeScope scope;
    private final NodeSizing sizing;
    private final HardenedPods pods;
    private final ServiceConfiguration configuration;
    private final ServiceVolumes volumes;
    private final StatefulSets statefulSets;
    private final ReleaseImages images;

    ServiceManifests(
            CustomerSpec spec,
            PlatformConfig platform,
            ReleaseImages images,
            NodeSizing sizing,
            ServiceConfiguration configuration) {
        this.spec = spec;
        this.scope = NodeScope.of(spec);
        this.sizing = sizing;
        this.pods = new HardenedPods(scope, platform);
        this.configuration = configuration;
        this.volumes = new ServiceVolumes(spec, scope, pods);
        this.statefulSets = new StatefulSets(scope, sizing, platform);
        this.images = images;
    }

    /** Configuration, workload and service of a component. */
    List<HasMetadata> of(NodeComponent component) {
        Map<String, String> files = configuration.files(component);
        ConfigMap config = new ConfigMapBuilder()
                .withMetadata(scope.meta(component))
                .withData(files)
                .build();
        PodTemplateSpec pod = pods.of(
                component,
                container(component),
                volumes.of(component),
                Map.of(HardenedPods.CHECKSUM, HardenedPods.checksum(files)));
        HasMetadata workload =
                component == NodeComponent.PROXY ? deployment(component, pod) : statefulSets.of(component, pod);
        return List.of(config, service(component), workload);
    }

    private HasMetadata deployment(NodeComponent component, PodTemplateSpec pod) {
        return new DeploymentBuilder()
                .withMetadata(scope.meta(component))
                .withNewSpec()
                // load decides where an autoscaler does; giving a number too would fight it
                .withReplicas(sizing.scales(component) ? null : sizing.replicas(component))
                .withRevisionHistoryLimit(3)
                .withNewSelector()
                .withMatchLabels(scope.selector(component))
                .endSelector()
                .withNewStrategy()
                .withType("RollingUpdate")
                .withNewRollingUpdate()
                .withNewMaxUnavailable(0)
                .withNewMaxSurge(1)
                .endRollingUpdate()
                .endStrategy()
                .withTemplate(pod)
                .endSpec()
                .build();
    }

    private Container container(NodeComponent component) {
        return new ContainerBuilder()
                .withName(component.label())
                .withImage(image(component))
                .withImagePullPolicy("IfNotPresent")
                .withPorts(ports(component))
                .withEnv(volumes.environment(component))
                .withResources(sizing.of(component))
                .withSecurityContext(HardenedPods.containerSecurity())
                // started within five minutes: the registry reads and verifies its whole log first
                .withStartupProbe(HardenedPods.health("started", 2, 150))
                .withLivenessProbe(HardenedPods.health("live", 10, 3))
                .withReadinessProbe(HardenedPods.health("ready", 5, 2))
                .withNewLifecycle()
                .withNewPreStop()
                // routes forget the pod before it stops taking requests
                .withNewSleep(5L)
                .endPreStop()
                .endLifecycle()
                .withVolumeMounts(volumes.mounts(component).toArray(VolumeMount[]::new))
                .build();
    }

    private String image(NodeComponent component) {
        return switch (component) {
            case REGISTRY -> images.registry();
            case AUTH -> images.auth();
            case PDP -> images.pdp();
            case PROXY -> images.proxy();
            case REDIS -> images.redis();
            case BACKUP -> images.backup();
        };
    }

    private List<ContainerPort> ports(NodeComponent component) {
        return listeners(component).entrySet().stream()
                .map(listener -> new ContainerPortBuilder()
                        .withName(listener.getKey())
                        .withContainerPort(listener.getValue())
                        .withProtocol("TCP")
                        .build())
                .toList();
    }

    private Service service(NodeComponent component) {
        List<ServicePort> ports = new ArrayList<>();
        listeners(component)
                .forEach((name, port) -> ports.add(new ServicePortBuilder()
                        .withName(name)
                        .withPort(port)
                        .withNewTargetPort(name)
                        .withProtocol("TCP")
                        .build()));
        return new ServiceBuilder()
                .withMetadata(scope.meta(component))
                .withNewSpec()
                .withType("ClusterIP")
                .withSelector(scope.selector(component))
                .withPorts(ports)
                .endSpec()
                .build();
    }

    /** The listeners of a component by name. */
    private Map<String, Integer> listeners(NodeComponent component) {
        Map<String, Integer> listeners = new LinkedHashMap<>();
        if (component != NodeComponent.PROXY) {
            listeners.put("internal", NodePorts.INTERNAL);
        }
        boolean decidesForOthers = component == NodeComponent.PDP && spec.gateway() == GatewayKind.CUSTOMER;
        if (component == NodeComponent.AUTH || component == NodeComponent.PROXY || decidesForOthers) {
            listeners.put("public", NodePorts.PUBLIC);
        }
        if (component == NodeComponent.REGISTRY) {
            listeners.put("peer", NodePorts.PEER);
        }
        listeners.put("management", NodePorts.MANAGEMENT);
        return listeners;
    }
}
