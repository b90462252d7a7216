// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A flow store in memory that can be told to fail before or after a write. */
public final class InMemoryFlowStore implements FlowStore {

    private final Map<String, List<Flow>> flows = new HashMap<>();
    private final Map<String, Long> unpublished = new HashMap<>();
    private final List<String> log = new ArrayList<>();
    private int logBegins;
    private int read;
    private int generation = 1;
    private String identity = "";
    private boolean away;
    private Instant time = Samples.NOW;
    private volatile Runnable beforeWrites = () -> {};

    /** When a write fails. */
    public enum Fault {
        /** Never. */
        NONE,
        /** Before anything is written. */
        BEFORE_WRITE,
        /** After everything was written. */
        AFTER_WRITE,
        /** When the note of a published event is to be removed. */
        BEFORE_NOTE
    }

    private Fault fault = Fault.NONE;

    /** Fails at this point from now on. */
    public void failAt(Fault point) {
        fault = point;
    }

    @Override
    public WriteOutcome create(Flow flow) {
        return write(flow, 0);
    }

    @Override
    public WriteOutcome replace(Flow flow) {
        return write(flow, flow.version() - 1);
    }

    private WriteOutcome write(Flow flow, long before) {
        beforeWrites.run();
        return written(flow, before);
    }

    private synchronized WriteOutcome written(Flow flow, long before) {
        reach();
        failIf(Fault.BEFORE_WRITE);
        List<Flow> history = flows.computeIfAbsent(flow.id(), id -> new ArrayList<>());
        if (version(history) != before) {
            return new WriteOutcome.Conflict();
        }
        history.add(flow);
        unpublished.put(flow.id(), flow.version());
        log.add(flow.id() + "@" + flow.version());
        failIf(Fault.AFTER_WRITE);
        return new WriteOutcome.Stored(flow);
    }

    @Override
    public synchronized Optional<Flow> find(String id) {
        reach();
        List<Flow> history = flows.getOrDefault(id, List.of());
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }

    @Override
    public synchronized List<Flow> findAll(Collection<String> ids) {
        read += ids.size();
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    private static long version(List<Flow> history) {
        return history.isEmpty() ? 0 : history.getLast().version();
    }

    @Override
    public WriteOutcome putBack(Flow flow) {
        beforeWrites.run();
        synchronized (this) {
            long there = version(flows.getOrDefault(flow.id(), List.of()));
            return there < flow.version() ? written(flow, there) : new WriteOutcome.Conflict();
        }
    }

    /** How many flows were asked for as one of several. */
    public synchronized int read() {
        return read;
    }

    /** Does this before each write from now on. */
    public void beforeWrites(Runnable what) {
        beforeWrites = what;
    }

    @Override
    public synchronized boolean remove(Flow flow) {
        reach();
        if (version(flows.getOrDefault(flow.id(), List.of())) > flow.version()) {
            return false;
        }
        flows.remove(flow.id());
        unpublished.remove(flow.id());
        log.add(flow.id() + "@0");
        return true;
    }

    @Override
    public synchronized Instant time() {
        reach();
        return time;
    }

    /** Tells this time from now on. */
    public synchronized void time(Instant now) {
        time = now;
    }

    @Override
    public synchronized Optional<String> identity() {
        reach();
        return Optional.of(identity).filter(name -> !name.isEmpty());
    }

    @Override
    public synchronized String initialise(String name) {
        reach();
        if (identity.isEmpty()) {
            identity = name;
            log.add("");
        }
        return identity;
    }

    @Override
    public synchronized String position() {
        reach();
        return generation + "-" + log.size();
    }

    @Override
    public synchronized Changes changesAfter(String position) {
        reach();
        if (!position.matches(generation + "-[0-9]{1,9}")) {
            return new Changes.Gap();
        }
        int from = Integer.parseInt(position.substring(position.indexOf('-') + 1));
        if (from < logBegins || from > log.size()) {
            return new Changes.Gap();
        }
        int to = Math.min(log.size(), from + 2);
        Map<String, Long> changed = new HashMap<>();
        for (String change : log.subList(from, to)) {
            int mark = change.indexOf('@');
            if (mark > 0) {
                changed.put(change.substring(0, mark), Long.valueOf(change.substring(mark + 1)));
            }
        }
        return new Changes.Since(changed, generation + "-" + to, to < log.size());
    }

    /** Loses everything, its name included, as a Redis without its disk does. */
    public synchronized void loseEverything() {
        flows.clear();
        unpublished.clear();
        log.clear();
        generation++;
        identity = "";
    }

    /** Loses the last changes, as a Redis that failed over does. */
    public synchronized void loseLast(Flow current) {
        flows.getOrDefault(current.id(), List.of()).removeIf(flow -> flow.version() >= current.version());
        log.removeLast();
    }

    /** Forgets the log up to now. */
    public synchronized void trimLog() {
        logBegins = log.size() + 1;
        log.add("");
    }

    /** Cannot be reached from now on, or again. */
    public synchronized void away(boolean now) {
        away = now;
    }

    private void reach() {
        if (away) {
            throw new FlowStoreException("told to be away", new IllegalStateException());
        }
    }

    @Override
    public synchronized List<Flow> history(String id) {
        reach();
        return List.copyOf(flows.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized Map<String, Long> versions() {
        reach();
        Map<String, Long> versions = new HashMap<>();
        flows.forEach((id, history) -> {
            if (!history.isEmpty()) {
                versions.put(id, history.getLast().version());
            }
        });
        return versions;
    }

    @Override
    public synchronized Set<String> unpublished() {
        reach();
        return new HashSet<>(unpublished.keySet());
    }

    @Override
    public synchronized void published(Collection<Flow> told) {
        failIf(Fault.BEFORE_NOTE);
        told.forEach(flow -> unpublished.remove(flow.id(), flow.version()));
    }

    /** Forgets a flow, as a store that was restored from an older backup does. */
    public synchronized void lose(String id) {
        flows.remove(id);
    }

    private void failIf(Fault point) {
        if (fault == point) {
            throw new FlowStoreException("told to fail", new IllegalStateException(point.name()));
        }
    }
}
