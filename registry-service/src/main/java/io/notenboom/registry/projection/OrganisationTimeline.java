// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the registry shows of one care organisation over all time: spans that follow each other without a gap, in each of
 * which nothing changes. At any moment a span says exactly what {@link RegistryView} answers for that moment.
 *
 * @param spans by time; empty for an organisation that the registry does not know
 */
public record OrganisationTimeline(List<Span> spans) {

    /**
     * A time in which nothing changes.
     *
     * @param from its first moment
     * @param until its end, which is not part of it; null for the last span
     * @param registrations as {@link RegistryView#organisation} gives them
     * @param endpoints as {@link RegistryView#endpoints} gives them
     */
    public record Span(
            Instant from, @Nullable Instant until, List<OrganisationView> registrations, List<EndpointView> endpoints) {

        /** Copies the lists. */
        public Span {
            registrations = List.copyOf(registrations);
            endpoints = List.copyOf(endpoints);
        }
    }

    /** Copies the list. */
    public OrganisationTimeline {
        spans = List.copyOf(spans);
    }

    /** Reads the timeline of an organisation. */
    public static OrganisationTimeline of(RegistryView view, String organisation) {
        List<Instant> moments = List.copyOf(view.changes(organisation));
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            Instant from = moments.get(i);
            Instant until = i + 1 < moments.size() ? moments.get(i + 1) : null;
            spans.add(new Span(from, until, view.organisation(organisation, from), view.endpoints(organisation, from)));
        }
        return new OrganisationTimeline(spans);
    }
}
