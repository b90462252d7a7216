// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.demo.Party;
import io.notenboom.e2e.drill.registry.Vendor.State;
import io.notenboom.e2e.net.RelayedNames;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.DevelopmentHttp;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeProgram;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Registries of a Foundation and some vendors, each with a Redis and a custodian of its own, that reach each other through
 * relays.
 */
final class RegistryNetwork implements AutoCloseable {

    /** Label of a node that runs on the copy of another's folder. */
    static final String COPY = "copy";

    private static final String NETWORK = "drill";
    private static final Duration CONVERGENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final Supervision supervision;
    private final Distribution distribution;
    private final DevelopmentAuthority authority;
    private final HttpClient http;
    private final RelayedNames names;
    private final Vendor foundation;
    private final NodeSpec.FoundationAccess access;
    private final List<Vendor> vendors = new ArrayList<>();

    /** Starts the Foundation; vendors come with {@link #start}. */
    RegistryNetwork(Path folder, Path home, Supervision supervision, InstantSource clock, List<String> labels) {
        this.folder = folder;
        this.supervision = supervision;
        this.distribution = new Distribution(home);
        this.authority = new DevelopmentAuthority(clock);
        this.http = DevelopmentHttp.trusting(authority.certificatePem());
        List<String> all = new ArrayList<>(List.of("foundation"));
        all.addAll(labels);
        all.add(COPY);
        this.names = new RelayedNames(all);
        Node node = node("foundation", "nuts00", null, false);
        names.relayTo("foundation", node.ports().peer());
        node.start();
        this.foundation = new Vendor(new Party("Nuts Foundation", "", "", node, http));
        var unused = node.secrets().apiTokens().token("invitation", List.of("enrolment:request"));
        this.access = new NodeSpec.FoundationAccess(
                node.internalUrl(ServiceKind.REGISTRY),
                node.secrets().apiTokens().file("invitation"),
                NodeFolder.writePrivate(
                        folder.resolve("root.pem"),
                        foundation
                                .registry()
                                .get("/enrolment/v1/foundation")
                                .path("root")
                                .asText()));
    }

    private Node node(
            String label, String customer, NodeSpec.@Nullable FoundationAccess foundationAccess, boolean small) {
        List<String> bootstrap = foundationAccess == null
                ? List.of()
                : List.of(foundation.party().node().peerUrl());
        Set<ServiceKind> services = small ? NodeProgram.TOGETHER : EnumSet.of(ServiceKind.REGISTRY);
        NodeSpec spec = NodeSpec.of(label, customer, NETWORK, services, foundationAccess, bootstrap)
                .withPeerHost(RelayedNames.hostOf(label), List.of(names.javaOption(label, folder)));
        return new Node(
                small ? spec.asSmall() : spec,
                new NodeFolder(folder.resolve(label)),
                distribution,
                authority,
                supervision);
    }

    /** Starts vendors at the same time, enrols and registers them. */
    void start(List<String> labels) {
        start(labels, Set.of());
    }

    /** The same; those of {@code small} are of one process that has all services. */
    void start(List<String> labels, Set<String> small) {
        List<Vendor> started = new ArrayList<>();
        for (String label : labels) {
            int number = vendors.size() + started.size() + 1;
            String kvk = "9000010" + number;
            Node node = node(label, "vendr" + number, access, small.contains(label));
            started.add(new Vendor(new Party("Vendor " + label, Vendor.oid(kvk), kvk, node, http)));
        }
        started.forEach(vendor ->
                names.relayTo(vendor.label(), vendor.party().node().ports().peer()));
        CompletableFuture<?>[] starts = started.stream()
                .map(vendor ->
                        CompletableFuture.runAsync(() -> vendor.party().node().start(), Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(starts).join();
        for (Vendor vendor : started) {
            vendor.enrol(foundation);
            var _ = vendor.register();
        }
        vendors.addAll(started);
    }

    /**
     * Copies the folder of a vendor's node, stopped meanwhile, and starts the copy beside it, with other ports. It calls the
     * others; they do not know that there are two.
     */
    Vendor startCopy(Vendor original) throws IOException {
        Node node = original.party().node();
        NodeSpec spec = node.spec();
        Path copied = folder.resolve(COPY);
        supervision.stop(node.processName(ServiceKind.REGISTRY));
        supervision.stop(node.processName("redis"));
        FolderCopy.copy(node.folder().root(), copied);
        Files.delete(copied.resolve("ports.json"));
        node.start();
        NodeSpec copySpec = NodeSpec.of(
                        COPY,
                        spec.customer(),
                        NETWORK,
                        spec.services(),
                        spec.foundation(),
                        List.of(foundation.party().node().peerUrl()))
                .withPeerHost(spec.peerHost(), List.of(names.javaOption(COPY, folder)));
        Node copy = new Node(copySpec, new NodeFolder(copied), distribution, authority, supervision);
        copy.start();
        Party party = original.party();
        return new Vendor(new Party(party.name(), party.vendorOid(), party.kvk(), copy, http));
    }

    /** Stops the copy. */
    void stopCopy(Vendor copy) {
        supervision.stop(copy.party().node().processName(ServiceKind.REGISTRY));
        supervision.stop(copy.party().node().processName("redis"));
    }

    Vendor foundation() {
        return foundation;
    }

    Vendor vendor(int index) {
        return vendors.get(index);
    }

    /** The Foundation and all vendors. */
    List<Vendor> all() {
        List<Vendor> all = new ArrayList<>(List.of(foundation));
        all.addAll(vendors);
        return all;
    }

    Supervision supervision() {
        return supervision;
    }

    RelayedNames names() {
        return names;
    }

    Path folder() {
        return folder;
    }

    /** Waits until these nodes hold the same heads and show the same, with at least this many events. */
    State converge(List<Vendor> nodes, long events) {
        return Await.until("equal heads roots and projections of " + nodes.size() + " nodes", CONVERGENCE, () -> {
            List<State> states = nodes.stream().map(Vendor::state).toList();
            return Set.copyOf(states).size() == 1 && states.getFirst().events() >= events
                    ? Optional.of(states.getFirst())
                    : Optional.empty();
        });
    }

    @Override
    public void close() {
        names.close();
    }
}
