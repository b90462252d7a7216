// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.bootstrap.SignedPages.Entry;
import io.notenboom.registry.tlog.Hash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A peer whose log is read, and how it does. It serves the pages of another log too, as far as it has their entries in few
 * pages of its own: at the same place, or near where the page before was. Safe for many threads.
 */
final class Holder {

    private static final int NEAR = 2;
    private static final int MAX_OWN_PAGES = 3;
    private static final int KEPT_PAGES = 16;
    private static final int MISSES = 4;

    private final LogSource source;
    private final SignedPages pages;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicLong chosen = new AtomicLong();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong failures = new AtomicLong();
    private final Map<Integer, List<Hash>> leaves = new LinkedHashMap<>(2 * KEPT_PAGES, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<Hash>> eldest) {
            return size() > KEPT_PAGES;
        }
    };
    private final AtomicInteger misses = new AtomicInteger();
    private volatile int drift;
    private volatile long pausedUntil = Long.MIN_VALUE;
    private volatile @Nullable String lie;

    Holder(LogSource source, SignedPages pages) {
        this.source = source;
        this.pages = pages;
    }

    String name() {
        return source.name();
    }

    SignedPages pages() {
        return pages;
    }

    /** Calls under way. */
    int busy() {
        return busy.get();
    }

    /** How often it was the first one to be asked for a page. */
    long chosen() {
        return chosen.get();
    }

    void choose() {
        chosen.incrementAndGet();
    }

    /** Whether its log has another order, so that it hardly ever has a page of another log near by. */
    boolean strange() {
        return misses.get() >= MISSES;
    }

    long served() {
        return served.get();
    }

    long failures() {
        return failures.get();
    }

    /** Whether it broke its word; then it is asked no more. */
    boolean lied() {
        return lie != null;
    }

    boolean paused() {
        return System.nanoTime() < pausedUntil;
    }

    /** It failed, or was slow: others are asked first for a while. */
    void pause(long nanoseconds) {
        failures.incrementAndGet();
        pausedUntil = System.nanoTime() + nanoseconds;
    }

    /** It broke its word; told once. */
    void lied(String what) {
        synchronized (this) {
            if (lie != null) {
                return;
            }
            lie = what;
        }
        source.lied().accept(what);
    }

    /** It signed for an event that is not valid. */
    void signedFor(String what) {
        source.lied().accept(what);
    }

    /** Its own page. */
    List<Entry> own(int page) throws SourceLiedException, IOException {
        busy.incrementAndGet();
        try {
            List<Entry> entries = pages.entries(page);
            served.incrementAndGet();
            return entries;
        } finally {
            busy.decrementAndGet();
        }
    }

    /**
     * The entries of a page of another log, in its order; empty if it has not all of them near by.
     *
     * @param wanted their hashes
     */
    Optional<List<Entry>> near(int page, List<Hash> wanted) throws SourceLiedException, IOException {
        busy.incrementAndGet();
        try {
            TreeSet<Integer> own = locate(page, wanted);
            if (own.isEmpty() || own.size() > MAX_OWN_PAGES) {
                misses.incrementAndGet();
                return Optional.empty();
            }
            drift = own.first() - page;
            misses.set(0);
            Map<Hash, Entry> found = new HashMap<>();
            for (int ownPage : own) {
                pages.entries(ownPage).forEach(entry -> found.put(entry.leaf(), entry));
                served.incrementAndGet();
            }
            List<Entry> entries = new ArrayList<>(wanted.size());
            for (Hash leaf : wanted) {
                Entry entry = found.get(leaf);
                if (entry == null) {
                    return Optional.empty();
                }
                entries.add(entry);
            }
            return Optional.of(entries);
        } finally {
            busy.decrementAndGet();
        }
    }

    /** In which of its own pages the wanted entries are; none if it lacks one of them there. */
    private TreeSet<Integer> locate(int page, List<Hash> wanted) throws SourceLiedException, IOException {
        Map<Hash, Integer> places = new HashMap<>();
        int middle = page + drift;
        for (int near = Math.max(0, middle - NEAR);
                near <= Math.min(pages.tree().pages() - 1, middle + NEAR);
                near++) {
            int here = near;
            leaves(near).forEach(leaf -> places.put(leaf, here));
        }
        TreeSet<Integer> own = new TreeSet<>();
        for (Hash leaf : wanted) {
            Integer place = places.get(leaf);
            if (place == null) {
                return new TreeSet<>();
            }
            own.add(place);
        }
        return own;
    }

    private List<Hash> leaves(int page) throws SourceLiedException, IOException {
        synchronized (leaves) {
            List<Hash> kept = leaves.get(page);
            if (kept != null) {
                return kept;
            }
        }
        List<Hash> read = pages.leaves(page);
        synchronized (leaves) {
            leaves.put(page, read);
        }
        return read;
    }
}
