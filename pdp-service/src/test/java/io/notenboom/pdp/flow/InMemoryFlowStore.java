// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.ArrayList;
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
        failIf(Fault.BEFORE_WRITE);
        List<Flow> history = flows.computeIfAbsent(flow.id(), id -> new ArrayList<>());
        if (history.size() != before) {
            return new WriteOutcome.Conflict();
        }
        history.add(flow);
        unpublished.put(flow.id(), flow.version());
        failIf(Fault.AFTER_WRITE);
        return new WriteOutcome.Stored(flow);
    }

    @Override
    public Optional<Flow> find(String id) {
        List<Flow> history = flows.getOrDefault(id, List.of());
        return history.isEmpty() ? Optional.empty() : Optional.of(history.getLast());
    }

    @Override
    public List<Flow> history(String id) {
        return List.copyOf(flows.getOrDefault(id, List.of()));
    }

    @Override
    public Map<String, Long> versions() {
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
