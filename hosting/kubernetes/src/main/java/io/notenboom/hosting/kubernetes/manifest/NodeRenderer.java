// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.customer.plan.RouteSet;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig.RegistryNetwork;
import io.notenboom.hosting.kubernetes.platform.ReleaseImages;
import io.notenboom.hosting.kubernetes.platform.UnsupportedSpecException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Renders the manifests of a customer's node: a pure function of its specification and of the platform, the same for the same
 * input, whoever asks. It looks at no cluster, clock or secret.
 */
public final class NodeRenderer {

    private final PlatformConfig platform;

    /** For a platform. */
    public NodeRenderer(PlatformConfig platform) {
        this.platform = platform;
    }

    /**
     * The manifests of a specification. An archived customer keeps its namespace, bounds and volumes, and nothing runs in it.
     *
     * @throws UnsupportedSpecException if this platform cannot run it; the message tells what to change
     */
    public NodeManifests render(CustomerSpec spec) {
        ReleaseImages images = platform.release(spec.version().value())
                .orElseThrow(() -> new UnsupportedSpecException(
                        "version", "the platform has no images of " + spec.version() + "; add them to releases"));
        RegistryNetwork network = platform.network(spec.network().value())
                .orElseThrow(() -> new UnsupportedSpecException(
                        "network", "the platform does not know network " + spec.network() + "; add it to networks"));
        checkParts(spec);
        NodeScope scope = NodeScope.of(spec);
        NodeSizing sizing = new NodeSizing(spec);
        List<NodeComponent> components = components(spec);
        Map<StepKind, List<HasMetadata>> steps = new EnumMap<>(StepKind.class);
        steps.put(StepKind.PLACE, place(spec, scope, sizing, components));
        if (spec.redis() == RedisMode.DEDICATED) {
            steps.put(StepKind.REDIS, new RedisManifests(scope, sizing, platform, images.redis()).all());
        }
        steps.put(StepKind.NODE, node(spec, images, sizing, network, components));
        steps.put(StepKind.ROUTES, new RouteManifests(spec, scope, platform).of(routes(spec.desiredState())));
        if (spec.backup() != null && spec.desiredState() != DesiredState.ARCHIVED) {
            steps.put(
                    StepKind.BACKUP,
                    new BackupManifests(spec, scope, sizing, platform, images.backup()).of(spec.backup()));
        }
        return new NodeManifests(steps, NodeSecret.of(spec));
    }

    private void checkParts(CustomerSpec spec) {
        if (spec.gateway() == GatewayKind.NGINX) {
            throw new UnsupportedSpecException(
                    "gateway",
                    "in a cluster the Gateway API is in front: give aaa-proxy, or customer for a gateway elsewhere");
        }
        if (spec.redis() == RedisMode.SHARED && platform.sharedRedis() == null) {
            throw new UnsupportedSpecException(
                    "redis", "the platform has no shared Redis: give dedicated, or add sharedRedis");
        }
    }

    private List<HasMetadata> place(
            CustomerSpec spec, NodeScope scope, NodeSizing sizing, List<NodeComponent> components) {
        NamespaceManifests namespace = new NamespaceManifests(scope, sizing);
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(namespace.namespace());
        objects.addAll(namespace.bounds());
        objects.addAll(namespace.accounts(components));
        objects.addAll(new NetworkManifests(spec, scope, platform).all(components));
        return objects;
    }

    private List<HasMetadata> node(
            CustomerSpec spec,
            ReleaseImages images,
            NodeSizing sizing,
            RegistryNetwork network,
            List<NodeComponent> components) {
        NodeScope scope = NodeScope.of(spec);
        ServiceManifests services =
                new ServiceManifests(spec, platform, images, sizing, new ServiceConfiguration(spec, platform, network));
        ScalingManifests scaling = new ScalingManifests(scope, sizing);
        List<HasMetadata> objects = new ArrayList<>();
        for (NodeComponent component : components) {
            if (component != NodeComponent.REDIS && component != NodeComponent.BACKUP) {
                objects.addAll(services.of(component));
                objects.addAll(scaling.of(component));
            }
        }
        objects.addAll(new MonitoringManifests(scope, platform).all());
        return objects;
    }

    private static List<NodeComponent> components(CustomerSpec spec) {
        List<NodeComponent> components =
                new ArrayList<>(List.of(NodeComponent.REGISTRY, NodeComponent.AUTH, NodeComponent.PDP));
        if (spec.gateway() != GatewayKind.CUSTOMER) {
            components.add(NodeComponent.PROXY);
        }
        if (spec.redis() == RedisMode.DEDICATED) {
            components.add(NodeComponent.REDIS);
        }
        if (spec.backup() != null) {
            components.add(NodeComponent.BACKUP);
        }
        return List.copyOf(components);
    }

    private static RouteSet routes(DesiredState state) {
        return switch (state) {
            case ACTIVE -> RouteSet.ALL;
            case PAUSED -> RouteSet.VERIFIERS;
            case ARCHIVED -> RouteSet.NONE;
        };
    }
}
