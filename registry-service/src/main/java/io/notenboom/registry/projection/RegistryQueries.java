// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.rule.facts.Contract;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** Puts streams together into views, and works out what is contested. Pure functions. */
final class RegistryQueries {

    private RegistryQueries() {}

    static List<VendorView> vendors(Collection<StreamProjection> streams) {
        Map<String, Long> claims = streams.stream()
                .flatMap(stream -> stream.contents().registration().stream())
                .collect(Collectors.groupingBy(VendorRegistration::vendor, Collectors.counting()));
        return streams.stream()
                .flatMap(stream -> stream.contents().registration().stream()
                        .map(registration -> new VendorView(
                                registration.vendor(),
                                registration.name(),
                                stream.stream(),
                                stream.contents().registeredAt().orElse(Instant.EPOCH),
                                claims.getOrDefault(registration.vendor(), 0L) > 1,
                                stream.frozen())))
                .sorted(Comparator.comparing(VendorView::vendor).thenComparing(VendorView::stream))
                .toList();
    }

    static List<ContractView> contracts(Collection<StreamProjection> streams) {
        return streams.stream()
                .flatMap(stream -> stream.contents().knownContracts().stream().map(known -> contract(stream, known)))
                .toList();
    }

    static List<ContractView> contractsWith(String organisation, Collection<StreamProjection> streams) {
        return streams.stream()
                .flatMap(stream -> stream.contents().knownContractsWith(organisation).stream()
                        .map(known -> contract(stream, known)))
                .toList();
    }

    static Optional<ContractView> contract(UUID contractId, StreamProjection stream) {
        return stream.contents().knownContract(contractId).map(known -> contract(stream, known));
    }

    private static ContractView contract(StreamProjection stream, StreamContents.KnownContract known) {
        return new ContractView(known.contract(), known.name(), stream.stream(), known.proposal(), known.signsUntil());
    }

    static List<OrganisationView> organisation(String organisation, Instant at, Collection<StreamProjection> streams) {
        boolean contested = holders(organisation, at, streams).size() > 1;
        return streams.stream()
                .flatMap(stream -> stream.contents().contractsInForce(organisation, at).stream()
                        .map(known -> organisation(stream, known, contested)))
                .sorted(Comparator.comparing(OrganisationView::vendor)
                        .thenComparing(OrganisationView::stream)
                        .thenComparing(OrganisationView::contractId))
                .toList();
    }

    private static OrganisationView organisation(
            StreamProjection stream, StreamContents.KnownContract known, boolean contested) {
        Contract contract = known.contract();
        return new OrganisationView(
                contract.careOrganisation(),
                known.name(),
                contract.vendor(),
                stream.contents().registration().map(VendorRegistration::name).orElse(""),
                stream.stream(),
                contract.contractId(),
                contract.start(),
                contract.endOrNull(),
                contested);
    }

    private static List<StreamProjection> holders(
            String organisation, Instant at, Collection<StreamProjection> streams) {
        return streams.stream()
                .filter(stream ->
                        !stream.contents().contractsInForce(organisation, at).isEmpty())
                .toList();
    }

    static List<EndpointView> endpoints(
            String organisation, Instant at, Collection<StreamProjection> streams, EndpointTypes types) {
        List<StreamProjection> holders = holders(organisation, at, streams);
        boolean contested = holders.size() > 1;
        return holders.stream()
                .flatMap(stream -> stream.contents().endpointsAt(organisation, at).stream())
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

    static SortedSet<Instant> changes(String organisation, Collection<StreamProjection> streams) {
        SortedSet<Instant> moments = new TreeSet<>();
        streams.forEach(stream -> moments.addAll(stream.contents().changes(organisation)));
        return moments;
    }

    static List<NodeView> nodes(Collection<StreamProjection> streams) {
        Map<String, Long> claims = streams.stream()
                .flatMap(stream -> stream.contents().node().stream())
                .collect(Collectors.groupingBy(node -> node.nodeId(), Collectors.counting()));
        return streams.stream()
                .flatMap(stream -> stream.contents().node().stream()
                        .map(node -> new NodeView(
                                node.nodeId(),
                                node.address(),
                                stream.contents().nodeThumbprint().orElse(""),
                                stream.contents().vendor().orElse(""),
                                stream.stream(),
                                claims.getOrDefault(node.nodeId(), 0L) > 1)))
                .sorted(Comparator.comparing(NodeView::nodeId).thenComparing(NodeView::stream))
                .toList();
    }
}
