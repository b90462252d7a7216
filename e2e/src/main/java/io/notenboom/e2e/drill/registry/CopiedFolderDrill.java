// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A vendor's data are put back to an old copy. */
final class CopiedFolderDrill {

    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final RegistryNetwork network;
    private final List<String> organisations;

    CopiedFolderDrill(RegistryNetwork network, List<String> organisations) {
        this.network = network;
        this.organisations = organisations;
    }

    void run(Drill drill) {
        drill.check("a vendor is restored from an old copy and writes at once", this::restore);
    }

    private String restore() throws IOException {
        Vendor vendor = network.vendor(3);
        String organisation = organisations.get(3);
        Node node = vendor.party().node();
        Path data = node.folder().root().resolve("registry/data");
        Path copy = network.folder().resolve("old-copy");

        network.supervision().stop(node.processName(ServiceKind.REGISTRY));
        FolderCopy.copy(data, copy);
        node.start(ServiceKind.REGISTRY);
        String kept = vendor.endpoint(organisation, "after-the-copy-1");
        var _ = vendor.endpoint(organisation, "after-the-copy-2");
        List<Vendor> others = List.of(network.foundation(), network.vendor(0), network.vendor(1), network.vendor(2));
        long events = network.converge(others, vendor.state().events()).events();

        network.supervision().stop(node.processName(ServiceKind.REGISTRY));
        FolderCopy.delete(data);
        FolderCopy.copy(copy, data);
        node.start(ServiceKind.REGISTRY);
        ApiClient.Answer first = vendor.tryEndpoint(organisation, "after-the-restore");
        String written = Await.until("a write after the restore", RECOVERY, () -> {
            ApiClient.Answer answer = vendor.tryEndpoint(organisation, "after-catching-up");
            return answer.status() / 100 == 2
                    ? Optional.of(answer.body().path("endpointId").asText())
                    : Optional.empty();
        });
        String seen = network.converge(withVendor(others, vendor), events + 1).inWords();
        for (Vendor other : withVendor(others, vendor)) {
            if (!other.shows(organisation, kept) || !other.shows(organisation, written)) {
                throw new StepFailure(other.label() + " does not show what the vendor wrote before and after");
            }
        }
        return "the first write was answered " + first.status() + "; " + seen;
    }

    private static List<Vendor> withVendor(List<Vendor> others, Vendor vendor) {
        return Stream.concat(others.stream(), Stream.of(vendor)).toList();
    }
}
