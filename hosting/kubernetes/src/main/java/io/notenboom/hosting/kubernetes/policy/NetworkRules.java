// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Every pod is under a policy, and no policy opens everything. */
final class NetworkRules {

    private final List<NetworkPolicy> policies;

    NetworkRules(List<HasMetadata> objects) {
        this.policies = objects.stream()
                .filter(NetworkPolicy.class::isInstance)
                .map(NetworkPolicy.class::cast)
                .toList();
    }

    /** What is wrong with policies themselves. */
    List<Violation> broken() {
        List<Violation> violations = new ArrayList<>();
        for (NetworkPolicy policy : policies) {
            policy.getSpec().getIngress().forEach(rule -> check(policy, rule.getFrom(), rule.getPorts(), violations));
            policy.getSpec().getEgress().forEach(rule -> check(policy, rule.getTo(), rule.getPorts(), violations));
        }
        return violations;
    }

    private static void check(
            NetworkPolicy policy,
            List<NetworkPolicyPeer> peers,
            List<NetworkPolicyPort> ports,
            List<Violation> violations) {
        if (peers.isEmpty() || ports.isEmpty()) {
            violations.add(Violation.of(policy, "has a rule for everybody or for every port"));
        }
        for (NetworkPolicyPeer peer : peers) {
            boolean everyNamespace = peer.getNamespaceSelector() != null && isEmpty(peer.getNamespaceSelector());
            boolean everyPod = peer.getPodSelector() != null && isEmpty(peer.getPodSelector());
            if (everyNamespace || everyPod) {
                violations.add(Violation.of(policy, "names every namespace or every pod"));
            }
            if (peer.getIpBlock() != null
                    && peer.getIpBlock().getCidr().endsWith("/0")
                    && !peer.getIpBlock().getExcept().contains("169.254.0.0/16")) {
                violations.add(Violation.of(policy, "opens the internet with the private networks in it"));
            }
        }
    }

    /** Whether nothing of a namespace can be reached or reach anything unless another policy says so. */
    boolean deniesByDefault(String namespace) {
        return policies.stream()
                .filter(policy -> namespace.equals(policy.getMetadata().getNamespace()))
                .anyMatch(policy -> isEmpty(policy.getSpec().getPodSelector())
                        && policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                        && policy.getSpec().getIngress().isEmpty()
                        && policy.getSpec().getEgress().isEmpty());
    }

    /** Whether a policy for both directions names the pods of a workload. */
    boolean covers(Workload workload) {
        Map<String, String> labels = workload.pod().getMetadata().getLabels();
        return policies.stream()
                .filter(policy -> Objects.equals(
                        policy.getMetadata().getNamespace(),
                        workload.object().getMetadata().getNamespace()))
                .filter(policy -> policy.getSpec().getPolicyTypes().containsAll(List.of("Ingress", "Egress")))
                .anyMatch(policy -> selects(policy.getSpec().getPodSelector(), labels));
    }

    private static boolean selects(LabelSelector selector, Map<String, String> labels) {
        return !isEmpty(selector)
                && selector.getMatchExpressions().isEmpty()
                && labels.entrySet().containsAll(selector.getMatchLabels().entrySet());
    }

    private static boolean isEmpty(LabelSelector selector) {
        boolean noLabels =
                selector.getMatchLabels() == null || selector.getMatchLabels().isEmpty();
        return noLabels && selector.getMatchExpressions().isEmpty();
    }
}
