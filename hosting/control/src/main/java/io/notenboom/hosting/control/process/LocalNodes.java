// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.hosting.control.process.ProcessSettings.Network;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.FhirUpstream;
import io.notenboom.hosting.customer.GatewayKind;
import io.notenboom.hosting.customer.plan.NodePart;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.DetachedSupervisor;
import io.notenboom.trust.customer.CustomerId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Nodes in folders of this machine, each with a supervisor of its own that outlives the control plane: after a restart the
 * control plane finds them running.
 */
final class LocalNodes {

    private static final Duration PREPARED = Duration.ofHours(1);

    private final ProcessSettings settings;
    private final DevelopmentAuthority authority;
    private final Map<CustomerId, Prepared> prepared = new ConcurrentHashMap<>();

    LocalNodes(ProcessSettings settings, DevelopmentAuthority authority) {
        this.settings = settings;
        this.authority = authority;
    }

    /** Folder of a customer's node; made if it is not there. */
    NodeFolder folder(CustomerId id) {
        return new NodeFolder(root(id));
    }

    /** Where the folder of a customer's node is, be it there or not. */
    Path root(CustomerId id) {
        return settings.nodes().resolve(id.value());
    }

    /** The supervisor of a customer's node, if it runs. */
    Optional<DetachedSupervisor> running(CustomerId id) {
        return DetachedSupervisor.find(folder(id).supervisor());
    }

    /**
     * The node of a customer with all its parts, or with those that verifiers need while it is paused; starts its supervisor if it
     * has none, and nothing else. It is prepared anew each hour, so that certificates are renewed in time.
     */
    Node node(CustomerRecord customer, Set<NodePart> parts) {
        NodeFolder folder = folder(customer.id());
        DetachedSupervisor supervisor = DetachedSupervisor.findOrStart(folder.supervisor());
        String key = supervisor.pid() + " " + new TreeSet<>(parts) + "\n" + fingerprint(customer);
        Prepared known = prepared.get(customer.id());
        if (known != null && known.key().equals(key) && System.nanoTime() - known.at() < PREPARED.toNanos()) {
            return known.node();
        }
        Node node =
                new Node(spec(customer.spec(), parts), folder, distribution(customer.spec()), authority, supervisor);
        prepared.put(customer.id(), new Prepared(key, System.nanoTime(), node));
        return node;
    }

    /** A node as it was prepared for one supervisor, at a time of {@link System#nanoTime}. */
    private record Prepared(String key, long at, Node node) {}

    private Distribution distribution(CustomerSpec spec) {
        Path home = settings.software().get(spec.version());
        if (home == null) {
            throw new IllegalStateException("version " + spec.version() + " is not on this machine");
        }
        return new Distribution(home);
    }

    private NodeSpec spec(CustomerSpec spec, Set<NodePart> parts) {
        Network network = Objects.requireNonNull(settings.networks().get(spec.network()), "checked at the beginning");
        NodeSpec node = NodeSpec.of(
                        spec.id().value(),
                        spec.id().value(),
                        spec.network().value(),
                        services(spec),
                        new NodeSpec.FoundationAccess(network.foundationUrl(), network.tokenFile(), network.root()),
                        network.bootstrapPeers())
                .withFhir(fhir(spec))
                .withPeerHost("localhost", javaOptions(spec));
        NodeSpec shaped =
                switch (spec.plan()) {
                    case SMALL -> node.asSmall();
                    case STANDARD -> node;
                };
        return parts.equals(NodePart.forVerifiers()) ? shaped.asPaused() : shaped;
    }

    private List<String> javaOptions(CustomerSpec spec) {
        List<String> options = new ArrayList<>(List.of("-Xmx" + spec.resources().heapMib() + "m"));
        options.addAll(settings.javaOptions());
        return options;
    }

    private static Set<ServiceKind> services(CustomerSpec spec) {
        EnumSet<ServiceKind> services = EnumSet.allOf(ServiceKind.class);
        if (spec.gateway() == GatewayKind.CUSTOMER) {
            services.remove(ServiceKind.PROXY);
        }
        return services;
    }

    private NodeSpec.@Nullable FhirServer fhir(CustomerSpec spec) {
        FhirUpstream fhir = spec.fhir();
        if (fhir == null || fhir.username() == null || fhir.passwordSecret() == null) {
            return null;
        }
        return new NodeSpec.FhirServer(
                fhir.baseUrl().toString(),
                fhir.version().wireName(),
                fhir.username(),
                settings.secrets().resolve(fhir.passwordSecret()),
                false);
    }

    /**
     * What decides how the services of a node are started, in one text that is the same in every process: a node that runs with
     * another text has to be started anew.
     */
    String fingerprint(CustomerRecord customer) {
        CustomerSpec spec = customer.spec();
        return String.join(
                "\n",
                "version " + spec.version(),
                "plan " + spec.plan(),
                "paused " + (spec.desiredState() == DesiredState.PAUSED),
                "home " + settings.software().get(spec.version()),
                "network " + settings.networks().get(spec.network()),
                "fhir " + spec.fhir(),
                "options " + String.join(" ", javaOptions(spec)));
    }

    /** URLs of a node's parts for people; empty when it was never placed. */
    Map<String, String> addresses(CustomerSpec spec) {
        return NodeAddresses.read(root(spec.id()), spec.plan());
    }
}
