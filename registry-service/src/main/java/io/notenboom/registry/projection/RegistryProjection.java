// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.rule.SeedRules;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.verify.VerifiedEvent;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Computes what the registry shows. Streams are independent of each other but for two things: the endpoint types that the
 * Foundation published, by date of issue, and what is contested, which is worked out when it is asked for. So the order in
 * which events of different streams arrive never shows.
 */
public final class RegistryProjection implements RegistryView {

    private final X509Certificate foundationRoot;
    private final EndpointTypes defaultTypes;
    private final SeedRules rules = new SeedRules();
    private final Map<EventId, List<VerifiedEvent>> events = new TreeMap<>();
    private final Map<EventId, Long> frozenFrom = new HashMap<>();
    private final Map<EventId, StreamProjection> streams = new TreeMap<>();
    private final Map<EventId, VerifiedEvent> byId = new HashMap<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private final TreeMap<Instant, EndpointTypes> tables = new TreeMap<>();
    private final Map<String, Set<EventId>> streamsByOrganisation = new TreeMap<>();

    /**
     * An empty registry.
     *
     * @param foundationRoot root certificate of the Nuts Foundation
     * @param defaultTypes endpoint types until the Foundation publishes a table
     */
    public RegistryProjection(X509Certificate foundationRoot, EndpointTypes defaultTypes) {
        this.foundationRoot = foundationRoot;
        this.defaultTypes = defaultTypes;
    }

    /**
     * Adds an event. Events of one stream have to come in their order.
     *
     * @return OIDs of the care organisations of which something may show differently now
     */
    public synchronized Set<String> apply(VerifiedEvent event) {
        events.computeIfAbsent(event.stream(), stream -> new ArrayList<>()).add(event);
        byId.put(event.id(), event);
        counts.merge(event.payload().type(), 1L, Long::sum);
        StreamProjection projection = streams.computeIfAbsent(event.stream(), this::emptyStream);
        projection.apply(event, frozenFrom.getOrDefault(event.stream(), Long.MAX_VALUE));
        if (event.payload() instanceof EndpointTypeTable table && isValid(projection, event.id())) {
            tables.put(event.header().issuedAt(), table.types());
            return rebuildAll();
        }
        return indexOrganisations(projection);
    }

    /**
     * Makes the events of a stream from a sequence on void because of a fork.
     *
     * @return OIDs of the care organisations of which something may show differently now
     */
    public synchronized Set<String> freeze(EventId stream, long fromSequence) {
        frozenFrom.merge(stream, fromSequence, Math::min);
        Set<String> affected = new TreeSet<>(organisationsOf(stream));
        rebuild(stream);
        affected.addAll(organisationsOf(stream));
        if (dropVoidTables()) {
            affected.addAll(rebuildAll());
        }
        return affected;
    }

    private Set<String> rebuildAll() {
        List.copyOf(streams.keySet()).forEach(this::rebuild);
        return Set.copyOf(streamsByOrganisation.keySet());
    }

    private boolean dropVoidTables() {
        TreeMap<Instant, EndpointTypes> counting = new TreeMap<>();
        for (Map.Entry<EventId, List<VerifiedEvent>> stream : events.entrySet()) {
            StreamProjection projection = streams.getOrDefault(stream.getKey(), emptyStream(stream.getKey()));
            for (VerifiedEvent event : stream.getValue()) {
                if (event.payload() instanceof EndpointTypeTable table && isValid(projection, event.id())) {
                    counting.put(event.header().issuedAt(), table.types());
                }
            }
        }
        boolean changed = !counting.equals(tables);
        tables.clear();
        tables.putAll(counting);
        return changed;
    }

    /** Asks the questions of an event that its writer has yet to sign, as the next one of a stream. */
    public synchronized Verdict judge(EventId stream, Candidate candidate) {
        StreamProjection projection = streams.get(stream);
        return (projection == null ? emptyStream(stream) : projection).judge(candidate);
    }

    private StreamProjection emptyStream(EventId stream) {
        return new StreamProjection(stream, rules, foundationRoot, this::typesAt);
    }

    private EndpointTypes typesAt(Instant issuedAt) {
        Map.Entry<Instant, EndpointTypes> table = tables.floorEntry(issuedAt);
        return table == null ? defaultTypes : table.getValue();
    }

    private static boolean isValid(StreamProjection projection, EventId event) {
        return projection
                .standing(event)
                .filter(ProjectionStanding.Valid.class::isInstance)
                .isPresent();
    }

    private void rebuild(EventId stream) {
        StreamProjection fresh = emptyStream(stream);
        long frozen = frozenFrom.getOrDefault(stream, Long.MAX_VALUE);
        events.getOrDefault(stream, List.of()).forEach(event -> fresh.apply(event, frozen));
        if (frozen != Long.MAX_VALUE) {
            fresh.markFrozen();
        }
        streamsByOrganisation.values().forEach(streamIds -> streamIds.remove(stream));
        streams.put(stream, fresh);
        indexOrganisations(fresh);
    }

    private Set<String> indexOrganisations(StreamProjection projection) {
        Set<String> organisations = new TreeSet<>();
        for (StreamProjection.KnownContract known : projection.knownContracts()) {
            if (known.contract().approved()) {
                String organisation = known.contract().careOrganisation();
                streamsByOrganisation
                        .computeIfAbsent(organisation, oid -> new TreeSet<>())
                        .add(projection.stream());
                organisations.add(organisation);
            }
        }
        return organisations;
    }

    private Set<String> organisationsOf(EventId stream) {
        Set<String> organisations = new TreeSet<>();
        streamsByOrganisation.forEach((organisation, streamIds) -> {
            if (streamIds.contains(stream)) {
                organisations.add(organisation);
            }
        });
        return organisations;
    }

    /** The endpoint types in force for an event issued at this moment. */
    public synchronized EndpointTypes endpointTypes(Instant issuedAt) {
        return typesAt(issuedAt);
    }

    @Override
    public synchronized List<VendorView> vendors() {
        return RegistryQueries.vendors(streams.values());
    }

    @Override
    public synchronized List<VendorView> vendor(String vendor) {
        return vendors().stream().filter(view -> view.vendor().equals(vendor)).toList();
    }

    @Override
    public synchronized List<ContractView> contracts() {
        return RegistryQueries.contracts(streams.values());
    }

    @Override
    public synchronized List<OrganisationView> organisations(Instant at) {
        return streamsByOrganisation.keySet().stream()
                .flatMap(organisation -> organisation(organisation, at).stream())
                .toList();
    }

    @Override
    public synchronized List<OrganisationView> organisation(String organisation, Instant at) {
        return RegistryQueries.organisation(organisation, at, streamsOf(organisation));
    }

    @Override
    public synchronized List<EndpointView> endpoints(String organisation, Instant at) {
        return RegistryQueries.endpoints(organisation, at, streamsOf(organisation), typesAt(at));
    }

    private List<StreamProjection> streamsOf(String organisation) {
        return streamsByOrganisation.getOrDefault(organisation, Set.of()).stream()
                .flatMap(stream -> Optional.ofNullable(streams.get(stream)).stream())
                .toList();
    }

    @Override
    public synchronized List<NodeView> nodes() {
        return RegistryQueries.nodes(streams.values());
    }

    @Override
    public synchronized Set<String> knownOrganisations() {
        return Set.copyOf(streamsByOrganisation.keySet());
    }

    @Override
    public synchronized Optional<EventVerdict> event(EventId id) {
        return Optional.ofNullable(byId.get(id)).flatMap(event -> Optional.ofNullable(streams.get(event.stream()))
                .flatMap(projection -> projection.standing(id))
                .map(standing -> new EventVerdict(id, event.stream(), event.header(), event.payload(), standing)));
    }

    @Override
    public synchronized Map<String, Long> eventsByType() {
        return Map.copyOf(counts);
    }
}
