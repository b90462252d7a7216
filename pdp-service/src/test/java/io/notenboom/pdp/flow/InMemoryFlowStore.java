// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

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
    private String identity = "";
    private boolean away;

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

    private synchronized WriteOutcome write(Flow flow, long before) {
        reach();
        failIf(Fault.BEFORE_WRITE);
        List<Flow> history = flows.computeIfAbsent(flow.id(), id -> new ArrayList<>());
        if (version(history) != before) {
            return new WriteOutcome.Conflict();
        }
        history.add(flow);
        unpublished.put(flow.id(), flow.version());
        log.add(flow.id());
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
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    private static long version(List<Flow> history) {
        return history.isEmpty() ? 0 : history.getLast().version();
    }

    @Override
    public synchronized WriteOutcome putBack(Flow flow) {
        long there = version(flows.getOrDefault(flow.id(), List.of()));
        return there < flow.version() ? write(flow, there) : new WriteOutcome.Conflict();
    }

    @Override
    public synchronized void remove(Flow flow) {
        reach();
        flows.remove(flow.id());
        unpublished.remove(flow.id());
        log.add(flow.id());
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
        return Integer.toString(log.size());
    }

    @Override
    public synchronized Changes changesAfter(String position) {
        reach();
        int from = Integer.parseInt(position);
        if (from < logBegins || from > log.size()) {
            return new Changes.Gap();
        }
        int to = Math.min(log.size(), from + 2);
        Set<String> changed = new HashSet<>(log.subList(from, to));
        changed.remove("");
        return new Changes.Since(changed, Integer.toString(to), to < log.size());
    }

    /** Loses everything, its name included, as a Redis without its disk does. */
    public synchronized void loseEverything() {
        flows.clear();
        unpublished.clear();
        log.clear();
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
    public List<Flow> history(String id) {
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
    public Set<String> unpublished() {
        return new HashSet<>(unpublished.keySet());
    }

    @Override
    public void published(String id, long version) {
        failIf(Fault.BEFORE_NOTE);
        unpublished.remove(id, version);
    }

    /** Forgets a flow, as a store that was restored from an older backup does. */
    public void lose(String id) {
        flows.remove(id);
    }

    private void failIf(Fault point) {
        if (fault == point) {
            throw new FlowStoreException("told to fail", new IllegalStateException(point.name()));
        }
    }
}
