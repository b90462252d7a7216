// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.flow.index.FlowIndex;
import io.notenboom.pdp.flow.index.FlowTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All flows in memory, so that decisions never wait for the store. Fed by events, compared with the store every few seconds,
 * and trusted only for as long as the last full comparison is recent. Thread-safe.
 */
public final class FlowReplica {

    /** How old the last full comparison with the store may be. */
    public static final Duration MAX_AGE = Duration.ofSeconds(60);

    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final Map<String, Map<String, Flow>> bySubject = new ConcurrentHashMap<>();
    private final FlowTable table = new FlowTable();
    private volatile @Nullable Instant compared;

    /** Takes a version of a flow unless a later one is here. */
    public void accept(Flow flow) {
        flows.compute(flow.id(), (id, known) -> {
            if (known != null && flow.version() <= known.version()) {
                return known;
            }
            bySubject
                    .computeIfAbsent(flow.header().subject(), subject -> new ConcurrentHashMap<>())
                    .put(id, flow);
            table.put(flow);
            return flow;
        });
    }

    /** Forgets a flow that the store does not know. */
    public void forget(String id) {
        flows.computeIfPresent(id, (key, known) -> {
            bySubject.getOrDefault(known.header().subject(), Map.of()).remove(key);
            table.remove(key);
            return null;
        });
    }

    /** The version at hand, 0 for none. */
    public long version(String id) {
        Flow flow = flows.get(id);
        return flow == null ? 0 : flow.version();
    }

    /** Notes that at this time every flow was compared with the store. */
    public void comparedAt(Instant time) {
        compared = time;
    }

    /** Whether the replica may be trusted at this time. */
    public boolean fresh(Instant now) {
        Instant last = compared;
        return last != null && !now.isAfter(last.plus(MAX_AGE));
    }

    /** One flow. */
    public Optional<Flow> find(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    /** Finds the flows that matter to one request. */
    public FlowIndex index() {
        return table;
    }

    /** All flows of a subject. */
    public List<Flow> ofSubject(String subject) {
        return List.copyOf(bySubject.getOrDefault(subject, Map.of()).values());
    }

    /** All flows. */
    public List<Flow> all() {
        return List.copyOf(flows.values());
    }
}
