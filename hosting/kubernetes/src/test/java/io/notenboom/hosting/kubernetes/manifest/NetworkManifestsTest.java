// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.kubernetes.Customers;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every connection that the policies of a node permit, written out. */
class NetworkManifestsTest {

    @Test
    void permitsTheseConnectionsAndNoOthers() {
        assertThat(connections(Customers.standard()))
                .containsExactlyInAnyOrder(
                        "auth < gateway:8443",
                        "auth < console:8080",
                        "auth < monitoring:9000",
                        "auth < [pdp]:8080",
                        "auth > [registry]:8080",
                        "auth > [pdp]:8080",
                        "auth > [redis]:6379",
                        "auth > 10.8.0.10/32:8200",
                        "auth > internet:443",
                        "auth > dns:53",
                        "registry < gateway:8444",
                        "registry < console:8080",
                        "registry < monitoring:9000",
                        "registry < [auth]:8080",
                        "registry < [pdp]:8080",
                        "registry > [redis]:6379",
                        "registry > 10.8.0.10/32:8200",
                        "registry > internet:443",
                        "registry > internet:8444",
                        "registry > dns:53",
                        "pdp < console:8080",
                        "pdp < monitoring:9000",
                        "pdp < [auth]:8080",
                        "pdp < [proxy]:8080",
                        "pdp > [registry]:8080",
                        "pdp > [auth]:8080",
                        "pdp > [redis]:6379",
                        "pdp > ehr:8443",
                        "pdp > internet:443",
                        "pdp > dns:53",
                        "proxy < gateway:8443",
                        "proxy < monitoring:9000",
                        "proxy > [pdp]:8080",
                        "proxy > ehr:8443",
                        "proxy > dns:53",
                        "redis < [registry]:6379",
                        "redis < [auth]:6379",
                        "redis < [pdp]:6379",
                        "redis < [backup]:6379",
                        "backup > [redis]:6379",
                        "backup > 10.8.0.10/32:8200",
                        "backup > internet:443",
                        "backup > dns:53");
    }

    @Test
    void theInternetIsNotThePrivateNetworks() {
        policies(Customers.standard()).stream()
                .flatMap(policy -> policy.getSpec().getEgress().stream())
                .flatMap(rule -> rule.getTo().stream())
                .filter(peer ->
                        peer.getIpBlock() != null && peer.getIpBlock().getCidr().endsWith("/0"))
                .forEach(peer -> assertThat(peer.getIpBlock().getExcept())
                        .contains("10.0.0.0/8", "169.254.0.0/16", "192.168.0.0/16"));
    }

    private static List<NetworkPolicy> policies(CustomerSpec spec) {
        return new NodeRenderer(Customers.platform())
                .render(spec).all().stream()
                        .filter(NetworkPolicy.class::isInstance)
                        .map(NetworkPolicy.class::cast)
                        .toList();
    }

    private static Set<String> connections(CustomerSpec spec) {
        Set<String> connections = new TreeSet<>();
        for (NetworkPolicy policy : policies(spec)) {
            String name = policy.getMetadata().getName();
            policy.getSpec()
                    .getIngress()
                    .forEach(rule -> add(connections, name + " < ", rule.getFrom(), rule.getPorts()));
            policy.getSpec().getEgress().forEach(rule -> add(connections, name + " > ", rule.getTo(), rule.getPorts()));
        }
        return connections;
    }

    private static void add(
            Set<String> connections, String prefix, List<NetworkPolicyPeer> peers, List<NetworkPolicyPort> ports) {
        peers.forEach(peer -> ports.stream()
                .map(port -> port.getPort().getIntVal())
                .collect(Collectors.toSet())
                .forEach(port -> connections.add(prefix + name(peer) + ":" + port)));
    }

    private static String name(NetworkPolicyPeer peer) {
        if (peer.getIpBlock() != null) {
            return peer.getIpBlock().getCidr().endsWith("/0")
                    ? "internet"
                    : peer.getIpBlock().getCidr();
        }
        if (peer.getNamespaceSelector() == null) {
            return "[" + peer.getPodSelector().getMatchLabels().get("app.kubernetes.io/name") + "]";
        }
        return peer.getPodSelector() != null
                ? "dns"
                : peer.getNamespaceSelector().getMatchLabels().get("kubernetes.io/metadata.name");
    }
}
