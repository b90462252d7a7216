// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import io.notenboom.registry.endpointtype.EndpointType;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.projection.CareOrganisationName;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.OrganisationTimeline;
import io.notenboom.registry.projection.OrganisationView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** From what the registry shows of an organisation over time to what the directory says at a moment. Pure functions. */
final class DirectoryResources {

    private DirectoryResources() {}

    /** The organisation, its vendors, contracts and endpoints; nothing for one that the registry does not show. */
    static List<DirectoryResource> of(OrganisationTimeline timeline, EndpointTypes types, Instant now) {
        List<OrganisationTimeline.Span> relevant = mostRelevantFirst(timeline, now);
        Map<String, OrganisationView> contracts = new LinkedHashMap<>();
        Map<ResourceKey, EndpointView> endpoints = new LinkedHashMap<>();
        for (OrganisationTimeline.Span span : relevant) {
            span.registrations().forEach(view -> contracts.putIfAbsent(view.vendor() + view.contractId(), view));
            span.endpoints().forEach(view -> endpoints.putIfAbsent(key(view), view));
        }
        if (contracts.isEmpty()) {
            return List.of();
        }
        return new Draft(contracts, endpoints, types, now).resources();
    }

    private static ResourceKey key(EndpointView view) {
        return ResourceKey.endpoint(view.vendor(), view.endpointId());
    }

    /** The present, then the past backwards, then the future: what is found first is what counts or counted last. */
    private static List<OrganisationTimeline.Span> mostRelevantFirst(OrganisationTimeline timeline, Instant now) {
        List<OrganisationTimeline.Span> begun = new ArrayList<>();
        List<OrganisationTimeline.Span> future = new ArrayList<>();
        timeline.spans().forEach(span -> (span.from().isAfter(now) ? future : begun).add(span));
        List<OrganisationTimeline.Span> result = new ArrayList<>(begun.reversed());
        result.addAll(future);
        return result;
    }

    private static boolean inForce(Instant start, @Nullable Instant end, Instant now) {
        return !start.isAfter(now) && (end == null || now.isBefore(end));
    }

    private static final class Draft {

        private static final Comparator<ResourceKey> BY_ID = Comparator.comparing(ResourceKey::id);

        private final Map<String, OrganisationView> contracts;
        private final Map<ResourceKey, EndpointView> endpoints;
        private final EndpointTypes types;
        private final Instant now;
        private final Map<String, DirectoryResource.Vendor> vendors = new TreeMap<>();

        Draft(
                Map<String, OrganisationView> contracts,
                Map<ResourceKey, EndpointView> endpoints,
                EndpointTypes types,
                Instant now) {
            this.contracts = contracts;
            this.endpoints = endpoints;
            this.types = types;
            this.now = now;
            contracts
                    .values()
                    .forEach(view -> vendors.putIfAbsent(
                            view.vendor(),
                            new DirectoryResource.Vendor(
                                    ResourceKey.organisation(view.vendor()), view.vendor(), view.vendorName())));
        }

        List<DirectoryResource> resources() {
            List<DirectoryResource> resources = new ArrayList<>(vendors.values());
            endpoints.forEach((key, view) -> resources.add(endpoint(key, view)));
            contracts.values().forEach(view -> resources.add(affiliation(view)));
            resources.add(organisation());
            return resources;
        }

        private DirectoryResource organisation() {
            OrganisationView first = contracts.values().iterator().next();
            CareOrganisationName name = first.name();
            return new DirectoryResource.CareOrganisation(
                    ResourceKey.organisation(first.organisation()),
                    first.organisation(),
                    name.name(),
                    name.unit(),
                    new DirectoryResource.Address(name.city(), name.province(), name.country()),
                    name.kvk(),
                    contracts.values().stream().anyMatch(view -> inForce(view.start(), view.end(), now)),
                    endpoints.keySet().stream().sorted(BY_ID).toList());
        }

        private DirectoryResource affiliation(OrganisationView view) {
            return new DirectoryResource.Affiliation(
                    ResourceKey.affiliation(view.vendor(), view.contractId().toString()),
                    view.contractId().toString(),
                    ResourceKey.organisation(view.organisation()),
                    ResourceKey.organisation(view.vendor()),
                    inForce(view.start(), view.end(), now),
                    view.start(),
                    view.end(),
                    endpoints.entrySet().stream()
                            .filter(endpoint -> endpoint.getValue().vendor().equals(view.vendor()))
                            .map(Map.Entry::getKey)
                            .sorted(BY_ID)
                            .toList());
        }

        private DirectoryResource endpoint(ResourceKey key, EndpointView view) {
            boolean contract = contracts.values().stream()
                    .anyMatch(held -> held.vendor().equals(view.vendor()) && inForce(held.start(), held.end(), now));
            return new DirectoryResource.ServiceEndpoint(
                    key,
                    view.endpointId(),
                    view.endpointType(),
                    types.find(view.endpointType())
                            .map(EndpointType::payloadType)
                            .orElse(null),
                    view.location(),
                    ResourceKey.organisation(view.organisation()),
                    vendors.getOrDefault(
                            view.vendor(),
                            new DirectoryResource.Vendor(
                                    ResourceKey.organisation(view.vendor()), view.vendor(), view.vendor())),
                    true,
                    contract && inForce(view.start(), view.end(), now),
                    view.start(),
                    view.end());
        }
    }
}
