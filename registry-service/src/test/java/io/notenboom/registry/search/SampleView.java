// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.CareOrganisationName;
import io.notenboom.registry.projection.ContractView;
import io.notenboom.registry.projection.EndpointView;
import io.notenboom.registry.projection.EventVerdict;
import io.notenboom.registry.projection.NodeView;
import io.notenboom.registry.projection.OrganisationView;
import io.notenboom.registry.projection.ProjectionStanding;
import io.notenboom.registry.projection.RegistryView;
import io.notenboom.registry.projection.VendorView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A registry of one vendor in memory, in which every event is a new name of an organisation. */
final class SampleView implements RegistryView {

    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:1";

    private static final EventId STREAM = EventId.ofSigningInput("stream");

    private final Map<String, OrganisationView> organisations = new TreeMap<>();
    private long size;

    /** A new name. Returns the entry of the log. */
    synchronized LogEntry name(String organisation, String name) {
        return name(organisation, name, null);
    }

    synchronized LogEntry name(String organisation, String name, @Nullable Instant end) {
        organisations.put(
                organisation,
                new OrganisationView(
                        organisation,
                        new CareOrganisationName(name, name, "Zeist", "Utrecht", "NL", "12345678"),
                        VENDOR,
                        "Leverancier",
                        STREAM,
                        UUID.nameUUIDFromBytes(organisation.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                        START,
                        end,
                        false));
        LogEntry entry =
                new LogEntry(size, EventId.ofSigningInput(size + name), STREAM, size, ContractApproval.TYPE, "compact");
        size++;
        return entry;
    }

    @Override
    public synchronized List<OrganisationView> organisation(String organisation, Instant at) {
        return Stream.ofNullable(organisations.get(organisation))
                .filter(view -> new Period(view.start(), view.end()).contains(at))
                .toList();
    }

    @Override
    public synchronized SortedSet<Instant> changes(String organisation) {
        SortedSet<Instant> moments = new TreeSet<>();
        OrganisationView view = organisations.get(organisation);
        if (view != null) {
            moments.add(view.start());
            Optional.ofNullable(view.end()).ifPresent(moments::add);
        }
        return moments;
    }

    @Override
    public synchronized Set<String> knownOrganisations() {
        return Set.copyOf(organisations.keySet());
    }

    @Override
    public List<EndpointView> endpoints(String organisation, Instant at) {
        return List.of();
    }

    @Override
    public List<VendorView> vendors() {
        return List.of();
    }

    @Override
    public List<VendorView> vendor(String vendor) {
        return List.of();
    }

    @Override
    public List<ContractView> contracts() {
        return List.of();
    }

    @Override
    public synchronized List<OrganisationView> organisations(Instant at) {
        return List.copyOf(organisations.values());
    }

    @Override
    public List<NodeView> nodes() {
        return List.of();
    }

    @Override
    public Optional<EventVerdict> event(EventId id) {
        return Optional.empty();
    }

    @Override
    public void eachEvent(BiConsumer<RegistryEvent, ProjectionStanding> consumer) {
        throw new UnsupportedOperationException("search asks for no events");
    }

    @Override
    public String projectionHash() {
        return "not asked for";
    }

    @Override
    public List<ContractView> contractsWith(String organisation) {
        return List.of();
    }
}
