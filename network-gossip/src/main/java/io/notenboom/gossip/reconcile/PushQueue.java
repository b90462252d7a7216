// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * What a peer lacks, put together into few pushes, one at a time. After {@value #MAX_PUSHES} pushes it is closed: a peer that
 * lacks more than those carry fetches it at its own pace, and one that only says so does not drain this node.
 */
final class PushQueue {

    private static final int MAX_PUSHES = 64;
    private static final int MAX_STARTS = 32;

    private final Deque<StreamStart> waiting = new ArrayDeque<>();
    private boolean underway;
    private int pushes;

    /** Adds a place in a stream; proofs of forks go first. */
    void add(StreamStart start, boolean first) {
        if (pushes >= MAX_PUSHES) {
            return;
        }
        if (first) {
            waiting.addFirst(start);
        } else {
            waiting.addLast(start);
        }
    }

    /** The next push; none while one is under way. */
    Optional<Call> next() {
        if (underway || waiting.isEmpty()) {
            return Optional.empty();
        }
        List<StreamStart> starts = new ArrayList<>();
        while (starts.size() < MAX_STARTS && !waiting.isEmpty()) {
            starts.add(waiting.removeFirst());
        }
        underway = true;
        pushes++;
        return Optional.of(new Call.Push(starts));
    }

    /** The push that was under way was answered; if nothing could be sent, there is nothing left to send. */
    void answered(boolean anySent) {
        underway = false;
        if (!anySent || pushes >= MAX_PUSHES) {
            waiting.clear();
        }
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
