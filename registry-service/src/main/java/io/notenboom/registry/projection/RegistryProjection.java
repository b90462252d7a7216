// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.decision.FoundationDecisions;
import io.notenboom.registry.decision.Revocations;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EndpointRegistration;
import io.notenboom.registry.event.EndpointTypeTable;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.NodeRegistration;
import io.notenboom.registry.event.NotUnderstood;
import io.notenboom.registry.event.RegistryEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.rule.SeedRules;
import io.notenboom.registry.rule.Verdict;
import io.notenboom.registry.rule.facts.Candidate;
import io.notenboom.registry.rule.facts.Contract;
import io.notenboom.registry.verify.VerifiedEvent;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Computes what the registry shows. Streams are independent of each other but for two things: the endpoint types that the
 * Foundation published, by date of issue, and what is contested, which is worked out when it is asked for. So the order in
 * which events of different streams arrive never shows, and {@link #projectionHash} is the same on every node with the same
 * events. Readers do not wait for each other.
 */
public final class RegistryProjection implements RegistryView {

    /** Where an event is. */
    private record Place(StreamProjection stream, int index) {}

    private final X509Certificate foundationRoot;
    private final SeedRules rules = new SeedRules();
    private final SharedTexts texts = new SharedTexts();
    private final EndpointTypeTables tables;
    private final Map<EventId, StreamProjection> streams = new TreeMap<>();
    private final Map<EventId, Place> places = new HashMap<>();
    private final Map<String, Set<EventId>> streamsByOrganisation = new TreeMap<>();
    private FoundationDecisions decisions = FoundationDecisions.NONE;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();

    /**
     * An empty registry.
     *
     * @param foundationRoot root certificate of the Nuts Foundation
     * @param defaultTypes endpoint types until the Foundation publishes a table
     */
    public RegistryProjection(X509Certificate foundationRoot, EndpointTypes defaultTypes) {
        this.foundationRoot = foundationRoot;
        this.tables = new EndpointTypeTables(defaultTypes);
    }

    private <T> T reading(Supplier<T> question) {
        return locked(lock.readLock(), question);
    }

    private <T> T writing(Supplier<T> change) {
        return locked(lock.writeLock(), change);
    }

    private static <T> T locked(Lock held, Supplier<T> step) {
        held.lock();
        try {
            return step.get();
        } finally {
            held.unlock();
        }
    }

    /**
     * Adds an event. Events of one stream have to come in their order.
     *
     * @return OIDs of the care organisations of which something may show differently now
     */
    public Set<String> apply(VerifiedEvent event) {
        return writing(() -> {
            StreamProjection stream = stream(event.stream());
            AppliedEvent applied = stream.append(event);
            places.put(event.id(), new Place(stream, stream.size() - 1));
            return stream.endsValid() ? affected(stream, applied) : Set.of();
        });
    }

    private StreamProjection stream(EventId id) {
        return streams.computeIfAbsent(id, this::emptyStream);
    }

    private StreamProjection emptyStream(EventId stream) {
        StreamContents contents = new StreamContents(foundationRoot, tables::at);
        return new StreamProjection(stream, rules, contents, texts, () -> decisions);
    }

    private Set<String> affected(StreamProjection stream, AppliedEvent event) {
        return switch (event.payload()) {
            case ContractApproval approval -> {
                Set<String> organisation = stream.contents()
                        .contract(approval.contractId())
                        .map(Contract::careOrganisation)
                        .map(Set::of)
                        .orElseGet(Set::of);
                index(stream, organisation);
                yield organisation;
            }
            case EndpointRegistration endpoint -> Set.of(endpoint.careOrganisation());
            case VendorRegistration _ -> organisationsOf(stream);
            case EndpointTypeTable table -> {
                tables.add(stream.stream(), event, table.types());
                yield judgeAgainFrom(event.header().issuedAt());
            }
            case ContractProposal _,
                    NodeRegistration _,
                    FoundationRegistration _,
                    CertificateRevocation _,
                    ForkResolution _,
                    NotUnderstood _ -> Set.of();
        };
    }

    /**
     * The chain of a stream ends: its first events stay, those after them do not count.
     *
     * @param size number of events that stay; {@link #apply} goes on after them
     * @param fork whether they wait for a decision about a fork; otherwise they lost one
     * @return OIDs of the care organisations of which something may show differently now
     */
    public Set<String> cutBack(EventId stream, long size, boolean fork) {
        return writing(() -> {
            StreamProjection cut = stream(stream);
            Optional<Instant> firstTable = firstTable(cut);
            cut.cutBack(size, fork);
            Set<String> affected = new TreeSet<>(rebuild(cut));
            firstTable.ifPresent(from -> affected.addAll(judgeAgainFrom(from)));
            return affected;
        });
    }

    /**
     * Takes in what the Foundation decided, in the place of what was decided before.
     *
     * @return OIDs of the care organisations of which something may show differently now
     */
    public Set<String> decide(FoundationDecisions decided) {
        return writing(() -> {
            Set<String> certificates = decided.revocations().changedSince(decisions.revocations());
            Set<EventId> ineffective = new TreeSet<>(decisions.ineffective().keySet());
            ineffective.addAll(decided.ineffective().keySet());
            decisions = decided;
            Set<String> affected = new TreeSet<>();
            for (StreamProjection stream : List.copyOf(streams.values())) {
                if (stream.uses(certificates) || ineffective.stream().anyMatch(event -> isOf(stream, event))) {
                    affected.addAll(judgeAgain(stream));
                }
            }
            return affected;
        });
    }

    private boolean isOf(StreamProjection stream, EventId event) {
        Place place = places.get(event);
        return place != null && place.stream() == stream;
    }

    private Set<String> judgeAgain(StreamProjection stream) {
        Optional<Instant> before = firstTable(stream);
        Set<String> affected = new TreeSet<>(rebuild(stream));
        Stream.concat(before.stream(), firstTable(stream).stream())
                .min(Instant::compareTo)
                .ifPresent(from -> affected.addAll(judgeAgainFrom(from)));
        return affected;
    }

    private static Optional<Instant> firstTable(StreamProjection stream) {
        List<Instant> dates = new ArrayList<>();
        stream.eachValidTable((event, types) -> dates.add(event.header().issuedAt()));
        return dates.stream().min(Instant::compareTo);
    }

    /** Judges the streams again in which an event depends on endpoint types that changed at a moment. */
    private Set<String> judgeAgainFrom(Instant moment) {
        Set<String> affected = new TreeSet<>();
        for (StreamProjection stream : streams.values()) {
            if (stream.dependsOnTypesFrom(moment)) {
                affected.addAll(rebuild(stream));
            }
        }
        // An alias that the table names anew shows in look-ups of endpoints that were registered before.
        affected.addAll(streamsByOrganisation.keySet());
        return affected;
    }

    private Set<String> rebuild(StreamProjection stream) {
        Set<String> affected = new TreeSet<>(organisationsOf(stream));
        affected.forEach(organisation -> unindex(stream, organisation));
        tables.removeAllOf(stream.stream());
        stream.rebuild();
        stream.eachValidTable((event, types) -> tables.add(stream.stream(), event, types));
        Set<String> now = organisationsOf(stream);
        index(stream, now);
        affected.addAll(now);
        return affected;
    }

    private static Set<String> organisationsOf(StreamProjection stream) {
        return stream.contents().organisations().collect(Collectors.toCollection(TreeSet::new));
    }

    private void index(StreamProjection stream, Set<String> organisations) {
        organisations.forEach(organisation -> streamsByOrganisation
                .computeIfAbsent(organisation, oid -> new TreeSet<>())
                .add(stream.stream()));
    }

    private void unindex(StreamProjection stream, String organisation) {
        streamsByOrganisation.computeIfPresent(organisation, (oid, known) -> {
            known.remove(stream.stream());
            return known.isEmpty() ? null : known;
        });
    }

    /** Asks the questions of an event that its writer has yet to sign, as the next one of a stream. */
    public Verdict judge(EventId stream, Candidate candidate) {
        return reading(() -> Optional.ofNullable(streams.get(stream))
                .orElseGet(() -> emptyStream(stream))
                .judge(candidate));
    }

    /** The endpoint types in force for an event issued at this moment. */
    public EndpointTypes endpointTypes(Instant issuedAt) {
        return reading(() -> tables.at(issuedAt));
    }

    /** What the Foundation revoked. */
    public Revocations revocations() {
        return reading(() -> decisions.revocations());
    }

    @Override
    public List<VendorView> vendors() {
        return reading(() -> RegistryQueries.vendors(streams.values()));
    }

    @Override
    public List<ContractView> contracts() {
        return reading(() -> RegistryQueries.contracts(streams.values()));
    }

    @Override
    public List<ContractView> contractsWith(String organisation) {
        return reading(() -> RegistryQueries.contractsWith(organisation, streams.values()));
    }

    @Override
    public List<OrganisationView> organisations(Instant at) {
        return reading(() -> streamsByOrganisation.keySet().stream()
                .flatMap(organisation ->
                        RegistryQueries.organisation(organisation, at, streamsOf(organisation)).stream())
                .toList());
    }

    @Override
    public List<OrganisationView> organisation(String organisation, Instant at) {
        return reading(() -> RegistryQueries.organisation(organisation, at, streamsOf(organisation)));
    }

    @Override
    public List<EndpointView> endpoints(String organisation, Instant at) {
        return reading(() -> RegistryQueries.endpoints(organisation, at, streamsOf(organisation), tables.at(at)));
    }

    @Override
    public SortedSet<Instant> changes(String organisation) {
        return reading(() -> {
            SortedSet<Instant> moments = RegistryQueries.changes(organisation, streamsOf(organisation));
            if (!moments.isEmpty()) {
                moments.addAll(tables.dates());
            }
            return moments;
        });
    }

    private List<StreamProjection> streamsOf(String organisation) {
        return streamsByOrganisation.getOrDefault(organisation, Set.of()).stream()
                .flatMap(stream -> Optional.ofNullable(streams.get(stream)).stream())
                .toList();
    }

    @Override
    public List<NodeView> nodes() {
        return reading(() -> RegistryQueries.nodes(streams.values()));
    }

    @Override
    public Set<String> knownOrganisations() {
        return reading(() -> Set.copyOf(streamsByOrganisation.keySet()));
    }

    @Override
    public Optional<EventVerdict> event(EventId id) {
        return reading(() ->
                Optional.ofNullable(places.get(id)).map(place -> place.stream().event(id, place.index())));
    }

    /** A contract that was proposed in a stream. */
    public Optional<ContractView> contract(EventId stream, UUID id) {
        return reading(() -> Optional.ofNullable(streams.get(stream)).flatMap(of -> RegistryQueries.contract(id, of)));
    }

    /** The last valid event of a stream that satisfies a condition. */
    public Optional<EventVerdict> last(EventId stream, Predicate<RegistryEvent> condition) {
        return reading(() -> Optional.ofNullable(streams.get(stream)).flatMap(known -> known.last(condition)));
    }

    @Override
    public void eachEvent(BiConsumer<RegistryEvent, ProjectionStanding> consumer) {
        reading(() -> {
            streams.values().forEach(stream -> stream.eachEvent(consumer));
            return true;
        });
    }

    @Override
    public String projectionHash() {
        return reading(() -> ProjectionDigest.of(
                streams.values().stream().filter(stream -> !stream.isEmpty()).toList()));
    }
}
