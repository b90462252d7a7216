// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.status.Phase;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The customers of the operator's namespace. Of two that want one host, the one that was there first has it. */
public final class KnownCustomers implements Neighbours {

    private static final Comparator<NutsCustomer> AGE = Comparator.comparing(
                    (NutsCustomer customer) -> customer.getMetadata().getCreationTimestamp())
            .thenComparing(customer -> customer.getMetadata().getName());

    private final KubernetesClient client;
    private final String namespace;

    /** Through a client, which stays the caller's. */
    public KnownCustomers(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** How many are in a phase. */
    public long in(Phase phase) {
        return all().stream()
                .filter(customer -> customer.getStatus() != null
                        && phase.wireName().equals(customer.getStatus().phase()))
                .count();
    }

    private List<NutsCustomer> all() {
        return client.resources(NutsCustomer.class)
                .inNamespace(namespace)
                .list()
                .getItems();
    }

    @Override
    public Optional<String> conflict(CustomerSpec spec) {
        List<NutsCustomer> customers = all().stream().sorted(AGE).toList();
        Set<String> wanted = Set.of(spec.publicHost().value(), spec.peerHost().value());
        return customers.stream()
                .takeWhile(
                        other -> !other.getMetadata().getName().equals(spec.id().value()))
                .filter(other -> hosts(other.getSpec()).stream().anyMatch(wanted::contains))
                .map(other -> "customer " + other.getMetadata().getName() + " has one of its hosts: give another")
                .findFirst();
    }

    private static Set<String> hosts(ObjectNode spec) {
        return Stream.of("publicHost", "peerHost")
                .map(field -> spec.path(field).asText(""))
                .filter(host -> !host.isEmpty())
                .collect(Collectors.toSet());
    }
}
