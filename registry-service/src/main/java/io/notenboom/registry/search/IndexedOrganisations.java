// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.projection.OrganisationTimeline;
import io.notenboom.registry.projection.RegistryView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the index equal to what the projection shows. A commit only remembers which organisations changed; the next search,
 * or {@link #refresh} a second later, indexes them. An index that was found on disk is used if the log begins with what it
 * covers; else, after a failure of its files and on command a new one is built in the background, while the old one answers.
 */
public final class IndexedOrganisations implements OrganisationSearch, CommitListener, AutoCloseable {

    private static final System.Logger LOG = System.getLogger(IndexedOrganisations.class.getName());
    private static final int BATCH = 1_000;
    private static final Duration FIRST_BUILD = Duration.ofSeconds(3);
    private static final long FRESHNESS_MILLIS = 50;

    private final OrganisationIndex index;
    private final RegistryView view;
    private final InstantSource clock;
    private final LogPosition position;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicBoolean building = new AtomicBoolean();
    private final AtomicBoolean buildNeeded = new AtomicBoolean();
    private final ExecutorService builder = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("search-index-", 0).factory());
    private final Set<String> changedDuringBuild = ConcurrentHashMap.newKeySet();

    private volatile boolean started;
    private volatile boolean serving;
    private volatile boolean closed;
    private volatile @Nullable Built built;
    private @Nullable Future<?> build;
    private boolean uncommitted;

    private record Built(Instant at, Duration time) {}

    /** Wires the parts. */
    public IndexedOrganisations(OrganisationIndex index, RegistryView view, InstantSource clock) {
        this.index = index;
        this.view = view;
        this.clock = clock;
        this.position = new LogPosition(index.found().orElse(null));
    }

    /**
     * Begins to answer; to be called once, after the log was read. Waits a few seconds for an index that has to be built; a
     * larger one is finished in the background.
     */
    public void start() {
        started = true;
        if (position.fits()) {
            serving = true;
            refresh();
            return;
        }
        try {
            rebuild().get(FIRST_BUILD.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            LOG.log(System.Logger.Level.INFO, "the search index is still being built; searches are answered with 503");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("a build handles its failures", impossible);
        }
    }

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        boolean known = !entries.isEmpty() && position.covers(entries.getLast());
        if (!known || started) {
            changed.addAll(organisations);
        }
        position.add(entries);
    }

    @Override
    public SearchPage search(SearchQuery query) {
        if (!serving) {
            throw new SearchUnavailableException();
        }
        indexChanges(FRESHNESS_MILLIS);
        try {
            return index.search(query, clock.instant());
        } catch (IndexFailureException failure) {
            serving = false;
            failed(failure);
            throw new SearchUnavailableException();
        }
    }

    /** Indexes what changed; to be called every second. */
    public void refresh() {
        indexChanges(FRESHNESS_MILLIS);
    }

    private void indexChanges(long patienceMillis) {
        if (!serving || (changed.isEmpty() && !writing.isLocked())) {
            return;
        }
        try {
            if (writing.tryLock(patienceMillis, TimeUnit.MILLISECONDS)) {
                try {
                    indexChanges();
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void indexChanges() {
        List<String> taken = new ArrayList<>(changed);
        changed.removeAll(taken);
        try {
            for (int from = 0; from < taken.size(); from += BATCH) {
                index.replace(documents(taken.subList(from, Math.min(from + BATCH, taken.size()))));
            }
            uncommitted |= !taken.isEmpty();
            if (building.get()) {
                changedDuringBuild.addAll(taken);
            }
        } catch (IndexFailureException failure) {
            changed.addAll(taken);
            failed(failure);
        }
    }

    /** The first failure begins a build at once; one that fails as well is tried again by {@link #commit}. */
    private void failed(IndexFailureException failure) {
        if (closed) {
            return;
        }
        if (buildNeeded.compareAndSet(false, true)) {
            LOG.log(System.Logger.Level.ERROR, "the search index failed and is built again", failure);
            var unused = rebuild();
        }
    }

    /** Makes what is indexed survive a restart, and tries a build that failed once more; to be called every half minute. */
    public void commit() {
        if (buildNeeded.get()) {
            var unused = rebuild();
            return;
        }
        writing.lock();
        try {
            if (!serving) {
                return;
            }
            IndexStamp stamp = position.now();
            indexChanges();
            if (uncommitted && serving) {
                index.commit(stamp);
                uncommitted = false;
            }
        } catch (IndexFailureException failure) {
            failed(failure);
        } finally {
            writing.unlock();
        }
    }

    /**
     * Builds a new index from the projection in the background; the old one answers until the new one is ready. Does nothing
     * if one is being built.
     *
     * @return done when the build that runs is done
     */
    public synchronized Future<?> rebuild() {
        Future<?> running = build;
        if (running != null && !running.isDone()) {
            return running;
        }
        Future<?> begun = builder.submit(this::build);
        build = begun;
        return begun;
    }

    private void build() {
        building.set(true);
        try {
            buildNow();
            buildNeeded.set(false);
        } catch (RuntimeException failure) {
            buildNeeded.set(true);
            LOG.log(System.Logger.Level.ERROR, "the search index could not be built; it is tried again", failure);
        } finally {
            building.set(false);
            changedDuringBuild.clear();
        }
    }

    private void buildNow() {
        Instant begin = clock.instant();
        try (OrganisationIndex.Build build = index.build()) {
            List<String> batch = new ArrayList<>();
            for (String organisation : view.knownOrganisations()) {
                batch.add(organisation);
                if (batch.size() == BATCH) {
                    add(build, batch);
                }
            }
            add(build, batch);
            build.combine();
            finish(build);
        }
        built = new Built(begin, Duration.between(begin, clock.instant()));
        LOG.log(System.Logger.Level.INFO, "search index built: {0} documents", index.documents());
    }

    private void add(OrganisationIndex.Build build, List<String> organisations) {
        build.add(
                documents(organisations).values().stream().flatMap(List::stream).toList());
        organisations.clear();
    }

    /** What changed while the build ran is put right before anybody searches it. */
    private void finish(OrganisationIndex.Build build) {
        writing.lock();
        try {
            IndexStamp stamp = position.now();
            List<String> late = new ArrayList<>(changed);
            changed.removeAll(late);
            late.addAll(changedDuringBuild);
            build.replace(documents(late));
            build.finish(stamp);
            uncommitted = false;
            serving = true;
        } finally {
            writing.unlock();
        }
    }

    private Map<String, List<OrganisationDocument>> documents(Collection<String> organisations) {
        Map<String, List<OrganisationDocument>> documents = new LinkedHashMap<>();
        for (String organisation : organisations) {
            documents.put(organisation, OrganisationDocuments.of(OrganisationTimeline.of(view, organisation)));
        }
        return documents;
    }

    /** How the index is doing. */
    public IndexStatus status() {
        Built last = built;
        IndexStatus.State state = !serving
                ? IndexStatus.State.BUILDING
                : building.get() ? IndexStatus.State.REBUILDING : IndexStatus.State.SERVING;
        return new IndexStatus(
                state,
                index.documents(),
                index.bytes(),
                changed.size(),
                last == null ? null : last.at(),
                last == null ? null : last.time());
    }

    /** Commits and ends a build that runs. */
    @Override
    public void close() {
        closed = true;
        builder.shutdownNow();
        try {
            if (!builder.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "a build of the search index did not stop in time");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!buildNeeded.get()) {
            commit();
        }
    }
}
