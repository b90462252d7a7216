// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.OrganisationView;
import io.notenboom.registry.projection.RegistryView;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index equal to what the projection shows: after every commit, and when a contract or endpoint begins or ends.
 * While the log is read at start nothing is indexed; {@link #start} then builds the whole index.
 */
public final class IndexedOrganisations implements OrganisationSearch, CommitListener {

    private static final int BATCH = 1_000;

    private final OrganisationIndex index;
    private final RegistryView view;
    private final InstantSource clock;
    private final NavigableMap<Instant, Set<String>> dates = new TreeMap<>();
    private boolean started;

    /** Wires the parts. */
    public IndexedOrganisations(OrganisationIndex index, RegistryView view, InstantSource clock) {
        this.index = index;
        this.view = view;
        this.clock = clock;
    }

    /** Builds the index from the projection; to be called once, after the log was read. */
    public synchronized void start() {
        started = true;
        Instant now = clock.instant();
        Set<String> batch = new TreeSet<>();
        for (String organisation : view.knownOrganisations()) {
            batch.add(organisation);
            if (batch.size() == BATCH) {
                index(batch, now);
                batch.clear();
            }
        }
        index(batch, now);
    }

    @Override
    public synchronized void committed(List<LogEntry> entries, Set<String> organisations) {
        Instant now = clock.instant();
        for (LogEntry entry : entries) {
            rememberDates(entry, now);
        }
        if (started) {
            index(organisations, now);
        }
    }

    private void rememberDates(LogEntry entry, Instant now) {
        if (!Set.of(ContractProposal.TYPE, EndpointRegistration.TYPE).contains(entry.type())) {
            return;
        }
        RegistryEvent payload = payload(entry.id());
        if (payload instanceof ContractProposal proposal) {
            remember(proposal.careOrganisation(), proposal.start(), now);
            remember(proposal.careOrganisation(), proposal.end(), now);
        } else if (payload instanceof EndpointRegistration endpoint) {
            remember(endpoint.careOrganisation(), endpoint.start(), now);
            remember(endpoint.careOrganisation(), endpoint.end(), now);
        }
    }

    private @Nullable RegistryEvent payload(EventId id) {
        return view.event(id).map(event -> event.payload()).orElse(null);
    }

    private void remember(String organisation, @Nullable Instant date, Instant now) {
        if (date != null && date.isAfter(now)) {
            dates.computeIfAbsent(date, day -> new TreeSet<>()).add(organisation);
        }
    }

    @Override
    public SearchPage search(SearchQuery query) {
        indexWhatIsDue();
        return index.search(query);
    }

    private synchronized void indexWhatIsDue() {
        Instant now = clock.instant();
        NavigableMap<Instant, Set<String>> due = dates.headMap(now, true);
        if (started && !due.isEmpty()) {
            Set<String> organisations = new TreeSet<>();
            due.values().forEach(organisations::addAll);
            index(organisations, now);
            due.clear();
        }
    }

    private void index(Collection<String> organisations, Instant now) {
        Map<String, List<OrganisationDocument>> documents = new LinkedHashMap<>();
        for (String organisation : organisations) {
            documents.put(organisation, documents(organisation, now));
        }
        if (!documents.isEmpty()) {
            index.replace(documents);
        }
    }

    private List<OrganisationDocument> documents(String organisation, Instant now) {
        List<EndpointView> endpoints = view.endpoints(organisation, now);
        Map<String, OrganisationDocument> byVendor = new LinkedHashMap<>();
        for (OrganisationView contract : view.organisation(organisation, now)) {
            Set<String> types = endpoints.stream()
                    .filter(endpoint -> endpoint.vendor().equals(contract.vendor()))
                    .map(EndpointView::endpointType)
                    .collect(Collectors.toSet());
            byVendor.put(contract.vendor(), document(contract, types));
        }
        return List.copyOf(byVendor.values());
    }

    private static OrganisationDocument document(OrganisationView contract, Set<String> types) {
        return new OrganisationDocument(
                contract.organisation(),
                contract.vendor(),
                contract.name().name(),
                contract.name().unit(),
                contract.name().city(),
                contract.name().province(),
                types);
    }
}
