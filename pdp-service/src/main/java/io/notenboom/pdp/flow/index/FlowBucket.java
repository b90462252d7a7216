// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.index;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** The flows that name one resource, by id. Most resources are in one flow; some, such as an organisation, in thousands. */
sealed interface FlowBucket {

    /** From here on flows are kept by client. */
    int FEW = 8;

    /** With a flow, in the place of its earlier version. */
    FlowBucket with(Flow flow);

    /** Without a flow; null when nothing is left. */
    @Nullable
    FlowBucket without(Flow flow);

    /** Flows that share an identifier with a client, and perhaps others. */
    Iterable<Flow> of(Party client);

    /** All of them. */
    Iterable<Flow> all();

    /** A bucket with one flow. */
    static FlowBucket of(Flow flow) {
        return new Few(List.of(flow));
    }

    /** Up to {@value #FEW} flows, never changed. */
    record Few(List<Flow> flows) implements FlowBucket {

        public Few {
            flows = List.copyOf(flows);
        }

        @Override
        public FlowBucket with(Flow flow) {
            List<Flow> next = new ArrayList<>(flows.size() + 1);
            flows.stream().filter(known -> !known.id().equals(flow.id())).forEach(next::add);
            next.add(flow);
            if (next.size() > FEW) {
                Many many = new Many();
                next.forEach(many::put);
                return many;
            }
            next.sort(Comparator.comparing(Flow::id));
            return new Few(next);
        }

        @Override
        public @Nullable FlowBucket without(Flow flow) {
            List<Flow> rest = flows.stream()
                    .filter(known -> !known.id().equals(flow.id()))
                    .toList();
            return rest.isEmpty() ? null : new Few(rest);
        }

        @Override
        public Iterable<Flow> of(Party client) {
            return flows;
        }

        @Override
        public Iterable<Flow> all() {
            return flows;
        }
    }

    /** Any number of flows. */
    final class Many implements FlowBucket {

        private final Map<String, Flow> byId = new ConcurrentSkipListMap<>();
        private final Map<String, Map<String, Flow>> byClient = new ConcurrentHashMap<>();

        private void put(Flow flow) {
            byId.put(flow.id(), flow);
            Identifiers.of(flow.parties().receiver())
                    .forEach(identifier -> byClient.computeIfAbsent(identifier, key -> new ConcurrentSkipListMap<>())
                            .put(flow.id(), flow));
        }

        @Override
        public FlowBucket with(Flow flow) {
            put(flow);
            return this;
        }

        @Override
        public @Nullable FlowBucket without(Flow flow) {
            byId.remove(flow.id());
            Identifiers.of(flow.parties().receiver())
                    .forEach(identifier -> byClient.computeIfPresent(identifier, (key, known) -> {
                        known.remove(flow.id());
                        return known.isEmpty() ? null : known;
                    }));
            return byId.isEmpty() ? null : this;
        }

        @Override
        public Iterable<Flow> of(Party client) {
            List<Iterable<Flow>> found = new ArrayList<>(2);
            for (String identifier : Identifiers.of(client)) {
                Map<String, Flow> known = byClient.get(identifier);
                if (known != null) {
                    found.add(known.values());
                }
            }
            return found.size() == 1 ? found.getFirst() : () -> chained(found);
        }

        /** Lazily, because the first flow usually carries the request. */
        private static java.util.Iterator<Flow> chained(List<Iterable<Flow>> found) {
            return found.stream()
                    .flatMap(flows -> java.util.stream.StreamSupport.stream(flows.spliterator(), false))
                    .iterator();
        }

        @Override
        public Iterable<Flow> all() {
            return byId.values();
        }
    }
}
