// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import io.notenboom.registry.projection.CareOrganisationName;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.OrganisationTimeline;
import io.notenboom.registry.projection.OrganisationView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/** From what the registry shows of an organisation over time to its documents. Pure functions. */
final class OrganisationDocuments {

    private static final Comparator<OrganisationView> NEWEST =
            Comparator.comparing(OrganisationView::start).thenComparing(OrganisationView::contractId);

    private OrganisationDocuments() {}

    static List<OrganisationDocument> of(OrganisationTimeline timeline) {
        Map<UUID, Draft> drafts = new LinkedHashMap<>();
        for (OrganisationTimeline.Span span : timeline.spans()) {
            for (OrganisationView chosen : onePerVendor(span.registrations())) {
                drafts.computeIfAbsent(chosen.contractId(), contract -> new Draft(chosen))
                        .add(span);
            }
        }
        return drafts.values().stream().map(Draft::document).toList();
    }

    /** Of several contracts of one vendor in force, the newest says what the organisation is called. */
    private static Collection<OrganisationView> onePerVendor(List<OrganisationView> registrations) {
        Map<String, OrganisationView> chosen = new TreeMap<>();
        registrations.forEach(view ->
                chosen.merge(view.vendor(), view, (one, other) -> NEWEST.compare(one, other) >= 0 ? one : other));
        return chosen.values();
    }

    private static final class Draft {

        private final OrganisationView contract;
        private final List<Period> periods = new ArrayList<>();
        private final Map<String, List<Period>> endpointTypes = new TreeMap<>();

        Draft(OrganisationView contract) {
            this.contract = contract;
        }

        void add(OrganisationTimeline.Span span) {
            Period period = new Period(span.from(), span.until());
            Period.append(periods, period);
            Set<String> types = new TreeSet<>();
            span.endpoints().stream()
                    .filter(endpoint -> endpoint.vendor().equals(contract.vendor()))
                    .map(EndpointView::endpointType)
                    .forEach(types::add);
            types.forEach(type -> Period.append(endpointTypes.computeIfAbsent(type, key -> new ArrayList<>()), period));
        }

        OrganisationDocument document() {
            CareOrganisationName name = contract.name();
            return new OrganisationDocument(
                    contract.organisation(),
                    contract.vendor(),
                    contract.contractId().toString(),
                    new OrganisationDocument.Label(name.name(), name.unit(), name.city(), name.province()),
                    identifiers(contract.organisation(), name.kvk()),
                    periods,
                    endpointTypes);
        }
    }

    /** The number at the end of an OID is that of its register, such as AGB or URA. */
    private static Set<String> identifiers(String organisation, String kvk) {
        Set<String> identifiers = new TreeSet<>();
        identifiers.add(organisation);
        identifiers.add(
                organisation.substring(Math.max(organisation.lastIndexOf('.'), organisation.lastIndexOf(':')) + 1));
        identifiers.add(kvk);
        identifiers.remove("");
        return identifiers;
    }
}
