// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.index;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Role;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Flows by what a request is about: the resource, then the client. Writers change one flow at a time; the caller sees to it
 * that versions of one flow come in order.
 */
public final class FlowTable implements FlowIndex {

    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final Map<String, Sent> sent = new ConcurrentHashMap<>();
    private final Map<String, Map<String, FlowBucket>> received = new ConcurrentHashMap<>();

    /** What one subject sends. */
    private record Sent(Map<String, FlowBucket> byReference, Map<String, Map<String, Flow>> byClient) {

        Sent() {
            this(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
        }
    }

    /** Takes a flow, in the place of an earlier version of it. What both versions open stays open without a gap. */
    public void put(Flow flow) {
        Flow known = flows.get(flow.id());
        if (known != null && !samePlace(known, flow)) {
            remove(flow.id());
        }
        Flow before = flows.put(flow.id(), flow);
        Set<String> references = references(flow);
        String subject = flow.header().subject();
        switch (flow.header().role()) {
            case SENDER -> {
                Sent mine = sent.computeIfAbsent(subject, key -> new Sent());
                references.forEach(reference -> add(mine.byReference(), reference, flow));
                Identifiers.of(flow.parties().receiver()).forEach(identifier -> mine.byClient()
                        .computeIfAbsent(identifier, key -> new ConcurrentSkipListMap<>())
                        .put(flow.id(), flow));
            }
            case RECEIVER ->
                add(
                        received.computeIfAbsent(subject, key -> new ConcurrentHashMap<>()),
                        flow.task().id(),
                        flow);
        }
        if (before != null) {
            Set<String> gone = references(before);
            gone.removeAll(references);
            drop(before, gone);
        }
    }

    private static boolean samePlace(Flow before, Flow after) {
        return before.header().subject().equals(after.header().subject())
                && before.header().role() == after.header().role()
                && before.parties().receiver().equals(after.parties().receiver())
                && before.task().id().equals(after.task().id());
    }

    /** Forgets a flow. */
    public void remove(String id) {
        Flow flow = flows.remove(id);
        if (flow == null) {
            return;
        }
        String subject = flow.header().subject();
        drop(flow, references(flow));
        if (flow.header().role() == Role.RECEIVER) {
            received.getOrDefault(subject, Map.of())
                    .computeIfPresent(flow.task().id(), (key, bucket) -> bucket.without(flow));
            return;
        }
        Sent mine = sent.get(subject);
        if (mine != null) {
            Identifiers.of(flow.parties().receiver())
                    .forEach(identifier -> mine.byClient().computeIfPresent(identifier, (key, known) -> {
                        known.remove(id);
                        return known.isEmpty() ? null : known;
                    }));
        }
    }

    private void drop(Flow flow, Set<String> references) {
        Sent mine = sent.get(flow.header().subject());
        if (mine != null) {
            references.forEach(
                    reference -> mine.byReference().computeIfPresent(reference, (key, bucket) -> bucket.without(flow)));
        }
    }

    private static void add(Map<String, FlowBucket> buckets, String key, Flow flow) {
        buckets.merge(key, FlowBucket.of(flow), (known, one) -> known.with(flow));
    }

    private static Set<String> references(Flow flow) {
        Set<String> references = new HashSet<>();
        references.add(flow.task().reference());
        flow.grants().compositions().forEach(grant -> references.add(grant.reference()));
        flow.grants().resources().forEach(grant -> references.add(grant.reference()));
        return references;
    }

    @Override
    public Iterable<Flow> sentTo(String subject, Party client, String reference) {
        Sent mine = sent.get(subject);
        FlowBucket bucket = mine == null ? null : mine.byReference().get(reference);
        return bucket == null ? List.of() : bucket.of(client);
    }

    @Override
    public Optional<Flow> anySentTo(String subject, Party client) {
        Sent mine = sent.get(subject);
        if (mine == null) {
            return Optional.empty();
        }
        for (String identifier : Identifiers.of(client)) {
            for (Flow flow : mine.byClient().getOrDefault(identifier, Map.of()).values()) {
                if (flow.parties().receiver().identifiedBy(client)) {
                    return Optional.of(flow);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public boolean sends(String subject) {
        Sent mine = sent.get(subject);
        return mine != null && !mine.byReference().isEmpty();
    }

    @Override
    public Iterable<Flow> received(String subject, String taskId) {
        FlowBucket bucket = received.getOrDefault(subject, Map.of()).get(taskId);
        return bucket == null ? List.of() : bucket.all();
    }
}
