// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.mcsd.DirectoryContent;
import io.notenboom.registry.mcsd.DirectoryResource;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.OrganisationTimeline;
import io.notenboom.registry.projection.OrganisationView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What one vendor publishes: the care organisations with a URA number that it has a contract with, and the endpoints that it
 * registered for them. Vendors and contracts are left out: everything in an administration directory hangs below an
 * organisation with a URA number, and who gathers it drops the rest. Nothing of another vendor is in it, also not the name
 * that another one gave the same organisation.
 */
public final class AdministrationContent implements DirectoryContent {

    private final Predicate<EventId> own;

    /** @param own whether a stream is the vendor's */
    public AdministrationContent(Predicate<EventId> own) {
        this.own = own;
    }

    @Override
    public List<DirectoryResource> of(OrganisationTimeline timeline, EndpointTypes types, Instant now) {
        OrganisationTimeline published = new OrganisationTimeline(
                timeline.spans().stream().map(this::published).toList());
        return DirectoryContent.EVERYTHING.of(published, types, now).stream()
                .flatMap(AdministrationContent::listed)
                .toList();
    }

    private OrganisationTimeline.Span published(OrganisationTimeline.Span span) {
        List<OrganisationView> registrations = span.registrations().stream()
                .filter(view -> Coding.hasUra(view.organisation()) && own.test(view.stream()))
                .toList();
        Set<String> vendors =
                registrations.stream().map(OrganisationView::vendor).collect(Collectors.toSet());
        List<EndpointView> endpoints = span.endpoints().stream()
                .filter(endpoint -> vendors.contains(endpoint.vendor()))
                .toList();
        return new OrganisationTimeline.Span(span.from(), span.until(), registrations, endpoints);
    }

    private static Stream<DirectoryResource> listed(DirectoryResource resource) {
        return switch (resource) {
            case DirectoryResource.CareOrganisation organisation -> Stream.of(organisation);
            case DirectoryResource.ServiceEndpoint endpoint -> Stream.of(endpoint.withoutVendor());
            case DirectoryResource.Vendor _, DirectoryResource.Affiliation _ -> Stream.empty();
        };
    }
}
