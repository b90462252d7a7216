// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRuleBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeerBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.kubernetes.platform.Destination;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Who may talk to whom: nobody, but for the flows of {@link NodeFlows}. Two customers never reach each other inside the
 * cluster: between them there is the public gateway alone.
 */
final class NetworkManifests {

    private static final String TCP = "TCP";
    private static final String UDP = "UDP";

    private final NodeScope scope;
    private final PlatformConfig platform;
    private final NodeFlows flows;

    NetworkManifests(CustomerSpec spec, NodeScope scope, PlatformConfig platform) {
        this.scope = scope;
        this.platform = platform;
        this.flows = new NodeFlows(spec, platform);
    }

    List<HasMetadata> all(List<NodeComponent> components) {
        List<HasMetadata> policies = new ArrayList<>();
        policies.add(new NetworkPolicyBuilder()
                .withMetadata(scope.meta("default-deny"))
                .withNewSpec()
                .withNewPodSelector()
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .endSpec()
                .build());
        components.forEach(component -> policies.add(new NetworkPolicyBuilder()
                .withMetadata(scope.meta(component))
                .withNewSpec()
                .withNewPodSelector()
                .withMatchLabels(scope.selector(component))
                .endPodSelector()
                .withPolicyTypes("Ingress", "Egress")
                .withIngress(ingress(component, components))
                .withEgress(egress(component, components))
                .endSpec()
                .build()));
        return policies;
    }

    private List<NetworkPolicyIngressRule> ingress(NodeComponent component, List<NodeComponent> components) {
        List<NetworkPolicyIngressRule> rules = new ArrayList<>();
        flows.within().stream()
                .filter(flow -> flow.to() == component && components.contains(flow.from()))
                .forEach(flow -> rules.add(from(pods(flow.from()), flow.port())));
        flows.fromNamespaces(component)
                .forEach((port, namespaces) ->
                        namespaces.forEach(namespace -> rules.add(from(namespace(namespace), port))));
        return rules;
    }

    private List<NetworkPolicyEgressRule> egress(NodeComponent component, List<NodeComponent> components) {
        List<NetworkPolicyEgressRule> rules = new ArrayList<>();
        flows.within().stream()
                .filter(flow -> flow.from() == component && components.contains(flow.to()))
                .forEach(flow -> rules.add(to(pods(flow.to()), flow.port())));
        flows.toDestinations(component).forEach(destination -> rules.add(to(peer(destination), destination.port())));
        flows.internetPorts(component).forEach(port -> rules.add(to(internet(), port)));
        if (component != NodeComponent.REDIS) {
            rules.add(dns());
        }
        return rules;
    }

    private NetworkPolicyPeer pods(NodeComponent component) {
        return new NetworkPolicyPeerBuilder()
                .withPodSelector(new LabelSelectorBuilder()
                        .withMatchLabels(scope.selector(component))
                        .build())
                .build();
    }

    private static NetworkPolicyPeer namespace(String name) {
        return new NetworkPolicyPeerBuilder()
                .withNamespaceSelector(new LabelSelectorBuilder()
                        .withMatchLabels(Map.of(NodeScope.NAMESPACE_NAME, name))
                        .build())
                .build();
    }

    private static NetworkPolicyPeer peer(Destination destination) {
        return destination.namespace() != null
                ? namespace(destination.namespace())
                : new NetworkPolicyPeerBuilder()
                        .withNewIpBlock()
                        .withCidr(destination.network())
                        .endIpBlock()
                        .build();
    }

    private NetworkPolicyPeer internet() {
        return new NetworkPolicyPeerBuilder()
                .withNewIpBlock()
                .withCidr("0.0.0.0/0")
                .withExcept(platform.privateNetworks().stream()
                        .filter(network -> !network.contains(":"))
                        .toList())
                .endIpBlock()
                .build();
    }

    private static NetworkPolicyIngressRule from(NetworkPolicyPeer peer, int port) {
        return new NetworkPolicyIngressRuleBuilder()
                .withFrom(peer)
                .addNewPort()
                .withProtocol(TCP)
                .withNewPort(port)
                .endPort()
                .build();
    }

    private static NetworkPolicyEgressRule to(NetworkPolicyPeer peer, int port) {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(peer)
                .addNewPort()
                .withProtocol(TCP)
                .withNewPort(port)
                .endPort()
                .build();
    }

    private static NetworkPolicyEgressRule dns() {
        return new NetworkPolicyEgressRuleBuilder()
                .withTo(new NetworkPolicyPeerBuilder()
                        .withNamespaceSelector(new LabelSelectorBuilder()
                                .withMatchLabels(Map.of(NodeScope.NAMESPACE_NAME, "kube-system"))
                                .build())
                        .withPodSelector(new LabelSelectorBuilder()
                                .withMatchLabels(Map.of("k8s-app", "kube-dns"))
                                .build())
                        .build())
                .addNewPort()
                .withProtocol(UDP)
                .withNewPort(NodePorts.DNS)
                .endPort()
                .addNewPort()
                .withProtocol(TCP)
                .withNewPort(NodePorts.DNS)
                .endPort()
                .build();
    }
}
