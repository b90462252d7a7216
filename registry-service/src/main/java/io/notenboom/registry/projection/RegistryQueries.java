// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts streams together into views, and works out what is contested. Pure functions. */
final class RegistryQueries {

    private RegistryQueries() {}

    static List<VendorView> vendors(Collection<StreamProjection> streams) {
        Map<String, Long> claims = streams.stream()
                .flatMap(stream -> stream.registration().stream())
                .collect(Collectors.groupingBy(VendorRegistration::vendor, Collectors.counting()));
        return streams.stream()
                .flatMap(stream -> stream.registration().stream()
                        .map(registration -> new VendorView(
                                registration.vendor(),
                                registration.name(),
                                stream.stream(),
                                stream.registeredAt().orElse(Instant.EPOCH),
                                claims.getOrDefault(registration.vendor(), 0L) > 1,
                                stream.frozen())))
                .sorted(Comparator.comparing(VendorView::vendor).thenComparing(VendorView::stream))
                .toList();
    }

    static List<ContractView> contracts(Collection<StreamProjection> streams) {
        return streams.stream()
                .flatMap(stream -> stream.knownContracts().stream()
                        .map(known ->
                                new ContractView(known.contract(), known.name(), stream.stream(), known.proposal())))
                .toList();
    }

    static List<OrganisationView> organisation(String organisation, Instant at, Collection<StreamProjection> streams) {
        List<StreamProjection> holders = streams.stream()
                .filter(stream -> hasContract(stream, organisation, at))
                .toList();
        boolean contested = holders.size() > 1;
        return holders.stream()
                .flatMap(stream -> stream.knownContracts().stream()
                        .filter(known -> known.contract().approved()
                                && known.contract().careOrganisation().equals(organisation)
                                && known.contract().holdsAt(at))
                        .map(known -> new OrganisationView(
                                organisation,
                                known.name(),
                                known.contract().vendor(),
                                stream.registration()
                                        .map(VendorRegistration::name)
                                        .orElse(""),
                                stream.stream(),
                                known.contract().contractId(),
                                known.contract().start(),
                                known.contract().endOrNull(),
                                contested)))
                .sorted(Comparator.comparing(OrganisationView::vendor)
                        .thenComparing(OrganisationView::stream)
                        .thenComparing(OrganisationView::contractId))
                .toList();
    }

    private static boolean hasContract(StreamProjection stream, String organisation, Instant at) {
        return stream.knownContracts().stream()
                .anyMatch(known -> known.contract().approved()
                        && known.contract().careOrganisation().equals(organisation)
                        && known.contract().holdsAt(at));
    }

    static List<EndpointView> endpoints(
            String organisation, Instant at, Collection<StreamProjection> streams, EndpointTypes types) {
        List<StreamProjection> holders = streams.stream()
                .filter(stream -> hasContract(stream, organisation, at))
                .toList();
        boolean contested = holders.size() > 1;
        return holders.stream()
                .flatMap(stream -> stream.endpointsAt(organisation, at).stream())
                .map(version -> new EndpointView(
                        version.registration().endpointId(),
                        types.canonical(version.registration().endpointType()),
                        version.registration().location(),
                        organisation,
                        version.registration().vendor(),
                        version.registration().start(),
                        version.registration().end(),
                        version.event(),
                        contested))
                .sorted(Comparator.comparing(EndpointView::endpointId).thenComparing(EndpointView::event))
                .toList();
    }

    static List<NodeView> nodes(Collection<StreamProjection> streams) {
        Map<String, Long> claims = streams.stream()
                .flatMap(stream -> stream.node().stream())
                .collect(Collectors.groupingBy(node -> node.nodeId(), Collectors.counting()));
        return streams.stream()
                .flatMap(stream -> stream.node().stream()
                        .map(node -> new NodeView(
                                node.nodeId(),
                                node.address(),
                                Fingerprints.x5tS256(Pem.readFirstCertificate(node.certificate())),
                                stream.vendor().orElse(""),
                                stream.stream(),
                                claims.getOrDefault(node.nodeId(), 0L) > 1)))
                .sorted(Comparator.comparing(NodeView::nodeId).thenComparing(NodeView::stream))
                .toList();
    }
}
