// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import static io.notenboom.hosting.kubernetes.manifest.NodeComponent.AUTH;
import static io.notenboom.hosting.kubernetes.manifest.NodeComponent.BACKUP;
import static io.notenboom.hosting.kubernetes.manifest.NodeComponent.PDP;
import static io.notenboom.hosting.kubernetes.manifest.NodeComponent.PROXY;
import static io.notenboom.hosting.kubernetes.manifest.NodeComponent.REDIS;
import static io.notenboom.hosting.kubernetes.manifest.NodeComponent.REGISTRY;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.customer.RedisMode;
import io.notenboom.hosting.kubernetes.platform.Destination;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every connection that a node needs, by name; what is not here cannot be made. */
final class NodeFlows {

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    private final CustomerSpec spec;
    private final PlatformConfig platform;

    NodeFlows(CustomerSpec spec, PlatformConfig platform) {
        this.spec = spec;
        this.platform = platform;
    }

    /**
     * A connection between two components of the node.
     *
     * @param from who connects
     * @param to who listens
     * @param port where
     */
    record Flow(NodeComponent from, NodeComponent to, int port) {}

    /** Connections between components of the node. */
    List<Flow> within() {
        List<Flow> flows = new ArrayList<>(List.of(
                new Flow(AUTH, REGISTRY, NodePorts.INTERNAL),
                new Flow(AUTH, PDP, NodePorts.INTERNAL),
                new Flow(PDP, REGISTRY, NodePorts.INTERNAL),
                new Flow(PDP, AUTH, NodePorts.INTERNAL),
                new Flow(PROXY, PDP, NodePorts.INTERNAL)));
        if (spec.redis() == RedisMode.DEDICATED) {
            List.of(REGISTRY, AUTH, PDP, BACKUP)
                    .forEach(component -> flows.add(new Flow(component, REDIS, NodePorts.REDIS)));
        }
        return flows;
    }

    /** Namespaces whose pods may connect to a component, by port. */
    Map<Integer, Set<String>> fromNamespaces(NodeComponent component) {
        Map<Integer, Set<String>> sources = new TreeMap<>();
        String gateway = platform.gateway().namespace();
        switch (component) {
            case REGISTRY -> add(sources, NodePorts.PEER, gateway);
            case AUTH, PROXY -> add(sources, NodePorts.PUBLIC, gateway);
            case PDP -> {
                if (spec.gateway() == GatewayKind.CUSTOMER) {
                    add(sources, NodePorts.PUBLIC, gateway);
                }
            }
            case REDIS, BACKUP -> {}
        }
        if (component == REGISTRY || component == AUTH || component == PDP) {
            platform.callers().forEach(namespace -> add(sources, NodePorts.INTERNAL, namespace));
        }
        PlatformConfig.Monitoring monitoring = platform.monitoring();
        if (monitoring != null && component != REDIS && component != BACKUP) {
            add(sources, NodePorts.MANAGEMENT, monitoring.namespace());
        }
        return sources;
    }

    private static void add(Map<Integer, Set<String>> sources, int port, String namespace) {
        sources.computeIfAbsent(port, unused -> new TreeSet<>()).add(namespace);
    }

    /** Named destinations outside of the node. */
    List<Destination> toDestinations(NodeComponent component) {
        List<Destination> destinations = new ArrayList<>();
        if (component.signs()) {
            destinations.add(platform.custodian());
        }
        boolean usesRedis = component != PROXY && component != REDIS;
        if (usesRedis && spec.redis() == RedisMode.SHARED && platform.sharedRedis() != null) {
            destinations.add(platform.sharedRedis().destination());
        }
        if (component == BACKUP && platform.objectStore() != null) {
            destinations.add(platform.objectStore());
        }
        FhirUpstream fhir = spec.fhir();
        if (fhir != null && (component == PDP || component == PROXY)) {
            destination(fhir).ifPresent(destinations::add);
        }
        return destinations;
    }

    /** A FHIR server that is named by its address, or that is in the cluster; others are on the internet. */
    private static Optional<Destination> destination(FhirUpstream fhir) {
        String host = fhir.baseUrl().getHost();
        int port = port(fhir);
        if (IPV4.matcher(host).matches()) {
            return Optional.of(new Destination(null, host + "/32", port));
        }
        String[] labels = host.split("\\.", -1);
        boolean inCluster = labels.length >= 3 && labels[2].equals("svc");
        return inCluster ? Optional.of(new Destination(labels[1], null, port)) : Optional.empty();
    }

    private static int port(FhirUpstream fhir) {
        int port = fhir.baseUrl().getPort();
        if (port > 0) {
            return port;
        }
        return "https".equals(fhir.baseUrl().getScheme()) ? NodePorts.HTTPS : 80;
    }

    /** Ports at which a component may reach the internet. */
    Set<Integer> internetPorts(NodeComponent component) {
        Set<Integer> ports = new TreeSet<>();
        switch (component) {
            case REGISTRY -> {
                ports.add(NodePorts.HTTPS);
                platform.network(spec.network().value()).ifPresent(network -> ports.addAll(network.peerPorts()));
            }
            case AUTH, PDP -> ports.add(NodePorts.HTTPS);
            case BACKUP -> {
                if (platform.objectStore() == null) {
                    ports.add(NodePorts.HTTPS);
                }
            }
            case PROXY, REDIS -> {}
        }
        FhirUpstream fhir = spec.fhir();
        if (fhir != null
                && (component == PDP || component == PROXY)
                && destination(fhir).isEmpty()) {
            ports.add(port(fhir));
        }
        return ports;
    }
}
