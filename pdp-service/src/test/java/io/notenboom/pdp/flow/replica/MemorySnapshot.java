// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import io.notenboom.pdp.flow.Flow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A snapshot in memory, to hand from one follower to the next. */
public final class MemorySnapshot implements FlowSnapshot {

    private final Map<String, Flow> flows = new HashMap<>();
    private @Nullable String store;

    @Override
    public synchronized void keep(Flow flow) {
        Flow unused = flows.merge(flow.id(), flow, (old, next) -> next.version() > old.version() ? next : old);
    }

    @Override
    public synchronized void drop(String id) {
        flows.remove(id);
    }

    @Override
    public synchronized Contents contents() {
        return new Contents(Optional.ofNullable(store), List.copyOf(flows.values()));
    }

    @Override
    public synchronized void of(String name) {
        store = name;
    }

    @Override
    public void flush() {}
}
