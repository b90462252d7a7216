// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.gossip.node.OwnHead;
import io.notenboom.gossip.node.ReplicatedLog;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.ForkProof;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The registry's log for events from peers, within the budget of each stream. An event over its budget is held: the peer
 * offers it again, and nothing after it in the delivery is looked at in that stream. While this node catches up there are no
 * budgets, since what it fetches is history. Tells every verdict on.
 */
public final class BudgetedLog implements ReplicatedLog {

    private final ReplicatedLog log;
    private final StreamBudgets budgets;
    private final BooleanSupplier catchingUp;
    private final Consumer<Verdict> judged;

    /**
     * Wires the parts.
     *
     * @param catchingUp whether this node has not been equal with any peer since its start
     * @param judged is told of every verdict; must return soon
     */
    public BudgetedLog(ReplicatedLog log, StreamBudgets budgets, BooleanSupplier catchingUp, Consumer<Verdict> judged) {
        this.log = log;
        this.budgets = budgets;
        this.catchingUp = catchingUp;
        this.judged = judged;
    }

    @Override
    public List<Verdict> offer(List<String> events) {
        List<Verdict> verdicts = catchingUp.getAsBoolean() ? log.offer(events) : within(events);
        verdicts.forEach(judged);
        return verdicts;
    }

    private List<Verdict> within(List<String> events) {
        Map<String, Long> left = new HashMap<>();
        List<String> streams = events.stream().map(BudgetedLog::stream).toList();
        List<String> offered = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            long room = left.computeIfAbsent(streams.get(i), budgets::room);
            if (room > 0) {
                offered.add(events.get(i));
            }
            left.put(streams.get(i), room - 1);
        }
        List<Verdict> answers = offered.isEmpty() ? List.of() : log.offer(offered);
        List<Verdict> verdicts = new ArrayList<>();
        int next = 0;
        left.clear();
        for (int i = 0; i < events.size(); i++) {
            String stream = streams.get(i);
            if (next < offered.size() && offered.get(next).equals(events.get(i))) {
                Verdict verdict = answers.get(next++);
                if (verdict instanceof Verdict.Accepted) {
                    budgets.taken(stream);
                }
                verdicts.add(verdict);
            } else {
                verdicts.add(new Verdict.Held(expected(stream)));
            }
        }
        return verdicts;
    }

    private long expected(String stream) {
        return head(new Digest(stream)).map(head -> head.seq() + 1).orElse(0L);
    }

    /** The event's stream; an event that cannot be read has a budget with others of its kind, and is rejected by the log. */
    private static String stream(String event) {
        try {
            return EventCodec.decode(event).stream().value();
        } catch (MalformedEventException unreadable) {
            return Digest.sha256(new byte[0]).value();
        }
    }

    @Override
    public OwnHead.LogState state() {
        return log.state();
    }

    @Override
    public List<StreamEntry> heads() {
        return log.heads();
    }

    @Override
    public Optional<StreamEntry> head(Digest sid) {
        return log.head(sid);
    }

    @Override
    public EventSuffix suffix(Digest sid, long from, int limit) {
        return log.suffix(sid, from, limit);
    }

    @Override
    public List<ForkProof> forks() {
        return log.forks();
    }
}
