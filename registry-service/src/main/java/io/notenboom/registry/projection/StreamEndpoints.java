// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.projection.StreamContents.EndpointVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The endpoints of one stream with all their versions, in the order of the stream. */
final class StreamEndpoints {

    private final Map<String, List<EndpointVersion>> versions = new LinkedHashMap<>();
    private final Map<String, List<String>> byOrganisation = new LinkedHashMap<>();

    void add(EndpointVersion version) {
        EndpointRegistration endpoint = version.registration();
        List<EndpointVersion> known =
                versions.computeIfAbsent(endpoint.endpointId(), id -> firstOf(endpoint.careOrganisation(), id));
        known.add(version);
    }

    /** An endpoint keeps its organisation, so it is noted there once. */
    private List<EndpointVersion> firstOf(String organisation, String endpointId) {
        byOrganisation.computeIfAbsent(organisation, oid -> new ArrayList<>(1)).add(endpointId);
        return new ArrayList<>(1);
    }

    void clear() {
        versions.clear();
        byOrganisation.clear();
    }

    Optional<String> organisationOf(String endpointId) {
        return Optional.ofNullable(versions.get(endpointId))
                .map(all -> all.getLast().registration().careOrganisation());
    }

    /** The version of each endpoint of an organisation in force at a moment: of those that have begun the last in the stream. */
    List<EndpointVersion> at(String organisation, Instant moment) {
        return byOrganisation.getOrDefault(organisation, List.of()).stream()
                .flatMap(id -> begun(id, moment).stream())
                .filter(version -> endsAfter(version.registration(), moment))
                .toList();
    }

    /** All versions of the endpoints of an organisation. */
    Stream<EndpointVersion> of(String organisation) {
        return byOrganisation.getOrDefault(organisation, List.of()).stream()
                .flatMap(id -> versions.getOrDefault(id, List.of()).stream());
    }

    private Optional<EndpointVersion> begun(String endpointId, Instant moment) {
        return versions.getOrDefault(endpointId, List.of()).reversed().stream()
                .filter(version -> !version.registration().start().isAfter(moment))
                .findFirst();
    }

    private static boolean endsAfter(EndpointRegistration endpoint, Instant moment) {
        Instant end = endpoint.end();
        return end == null || moment.isBefore(end);
    }

    Stream<EndpointVersion> all() {
        return versions.values().stream().flatMap(List::stream);
    }
}
