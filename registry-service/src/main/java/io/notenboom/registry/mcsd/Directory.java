// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.OrganisationTimeline;
import io.notenboom.registry.projection.RegistryProjection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The directory: what every resource says now, and when that changed. A change is noticed after a commit, and when a contract
 * or endpoint begins or ends. It is told with a time that never goes back, whatever the clock does, so that a client that asks
 * for changes since the last time it was told misses none. Safe for many threads.
 */
public final class Directory implements CommitListener, AutoCloseable {

    private static final long PATIENCE_MILLIS = 100;
    private static final long NUMBERS_PER_MILLISECOND = 1_000;
    private static final String NOTHING = "-";

    private final RegistryProjection registry;
    private final InstantSource clock;
    private final ChangeJournal journal;
    private final DirectoryContent content;
    private final Map<ResourceKey, Entry> entries = new ConcurrentHashMap<>();
    private final Map<ResourceType, NavigableMap<String, Entry>> byId = new ConcurrentHashMap<>();
    private final NavigableMap<Long, Entry> changes = new ConcurrentSkipListMap<>();
    private final Map<String, Set<ResourceKey>> ofOrganisation = new ConcurrentHashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final NavigableMap<Instant, Set<String>> dates = new TreeMap<>();
    private final ReentrantLock writing = new ReentrantLock();

    private volatile Instant latest = Instant.EPOCH;
    private volatile boolean started;
    private long lastNumber;

    /** A directory of everything. */
    public Directory(RegistryProjection registry, InstantSource clock, ChangeJournal journal) {
        this(registry, clock, journal, DirectoryContent.EVERYTHING);
    }

    /** A directory of what is chosen. */
    public Directory(
            RegistryProjection registry, InstantSource clock, ChangeJournal journal, DirectoryContent content) {
        this.registry = registry;
        this.clock = clock;
        this.journal = journal;
        this.content = content;
        for (ResourceType type : ResourceType.values()) {
            byId.put(type, new ConcurrentSkipListMap<>());
        }
    }

    /** Compares the registry with what clients were told; to be called once, after the log was read. */
    public void start() {
        writing.lock();
        try {
            journal.load().forEach(version -> {
                entries.put(version.key(), new Entry(version, null));
                lastNumber = Math.max(lastNumber, version.number());
                latest = version.lastUpdated().isAfter(latest) ? version.lastUpdated() : latest;
            });
            Set<ResourceKey> present = new HashSet<>();
            List<Version> versions = new ArrayList<>();
            for (String organisation : registry.knownOrganisations()) {
                versions.addAll(update(organisation, clock.instant()));
                present.addAll(ofOrganisation.getOrDefault(organisation, Set.of()));
            }
            List<Entry> told = List.copyOf(entries.values());
            for (Entry entry : told) {
                if (!present.contains(entry.version().key())) {
                    versions.addAll(gone(entry.version()));
                }
            }
            journal.append(versions);
            changed.clear();
            started = true;
        } finally {
            writing.unlock();
        }
    }

    @Override
    public void committed(List<LogEntry> events, Set<String> organisations) {
        changed.addAll(organisations);
    }

    /** Whether {@link #start} is done. */
    public boolean isReady() {
        return started;
    }

    /** Shows what changed; to be called every second, and before an answer. Gives up soon when another thread does it. */
    public void refresh() {
        if (!started) {
            return;
        }
        try {
            if (writing.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    showChanges(clock.instant());
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void showChanges(Instant now) {
        NavigableMap<Instant, Set<String>> due = dates.headMap(now, true);
        Set<String> organisations = new TreeSet<>();
        due.values().forEach(organisations::addAll);
        due.clear();
        List<String> taken = List.copyOf(changed);
        changed.removeAll(taken);
        organisations.addAll(taken);
        List<Version> versions = new ArrayList<>();
        organisations.forEach(organisation -> versions.addAll(update(organisation, now)));
        if (!versions.isEmpty()) {
            journal.append(versions);
        }
    }

    private List<Version> update(String organisation, Instant now) {
        SortedSet<Instant> later = registry.changes(organisation).tailSet(now.plusNanos(1));
        if (!later.isEmpty()) {
            dates.computeIfAbsent(later.first(), date -> new TreeSet<>()).add(organisation);
        }
        List<Version> versions = new ArrayList<>();
        Set<ResourceKey> present = new HashSet<>();
        OrganisationTimeline timeline = OrganisationTimeline.of(registry, organisation);
        for (DirectoryResource resource : content.of(timeline, registry.endpointTypes(now), now)) {
            present.add(resource.key());
            show(resource).ifPresent(versions::add);
        }
        Set<ResourceKey> before = ofOrganisation.put(organisation, Set.copyOf(present));
        for (ResourceKey key : before == null ? Set.<ResourceKey>of() : before) {
            Entry entry = entries.get(key);
            if (!present.contains(key) && entry != null && !(entry.resource() instanceof DirectoryResource.Vendor)) {
                versions.addAll(gone(entry.version()));
            }
        }
        return versions;
    }

    private Optional<Version> show(DirectoryResource resource) {
        Entry known = entries.get(resource.key());
        String fingerprint = resource.fingerprint();
        if (known != null && known.version().fingerprint().equals(fingerprint)) {
            put(new Entry(known.version(), resource), known);
            return Optional.empty();
        }
        Version version = new Version(resource.key(), next(), latest(), fingerprint, false);
        put(new Entry(version, resource), known);
        return Optional.of(version);
    }

    private List<Version> gone(Version known) {
        Version version = known.deleted() ? known : new Version(known.key(), next(), latest(), NOTHING, true);
        put(new Entry(version, null), entries.get(known.key()));
        return known.deleted() ? List.of() : List.of(version);
    }

    private void put(Entry entry, @Nullable Entry known) {
        Version version = entry.version();
        entries.put(version.key(), entry);
        NavigableMap<String, Entry> ids = byId.getOrDefault(version.key().type(), new ConcurrentSkipListMap<>());
        if (entry.resource() == null) {
            ids.remove(version.key().id());
        } else {
            ids.put(version.key().id(), entry);
        }
        changes.put(version.number(), entry);
        if (known != null && known.version().number() != version.number()) {
            changes.remove(known.version().number());
        }
    }

    /** Numbers follow the time, so that one that was shown and lost in a crash does not come again. */
    private long next() {
        lastNumber = Math.max(lastNumber + 1, latest().toEpochMilli() * NUMBERS_PER_MILLISECOND);
        return lastNumber;
    }

    /** The time of a change: now, or if the clock went back the time of the change before it. */
    private Instant latest() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        latest = now.isAfter(latest) ? now : latest;
        return latest;
    }

    /**
     * The time of the newest change that is shown; no later one will have an earlier time. The first moment of 1970 if nothing
     * ever changed.
     */
    public Instant lastChange() {
        Map.Entry<Long, Entry> last = changes.lastEntry();
        return last == null ? Instant.EPOCH : last.getValue().version().lastUpdated();
    }

    /** A resource, also one that is gone. */
    public Optional<Entry> find(ResourceKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /** Number of resources of a type. */
    public int count(ResourceType type) {
        return byId.getOrDefault(type, new TreeMap<>()).size();
    }

    /** The resources of a type behind an id, by id; an empty id is before all. */
    public Iterable<Entry> after(ResourceType type, String id) {
        return byId.getOrDefault(type, new TreeMap<>()).tailMap(id, false).values();
    }

    /** The newest versions with numbers below this one, newest first; those that are gone included. */
    public Iterable<Entry> changesBelow(long number) {
        return changes.headMap(number, false).descendingMap().values();
    }

    @Override
    public void close() {
        journal.close();
    }
}
