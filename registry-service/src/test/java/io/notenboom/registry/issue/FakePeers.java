// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.event.EventId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Peers that say what a test has them say. */
final class FakePeers implements WriterPeers {

    final List<Told> told = new ArrayList<>();
    final List<String> silent = new ArrayList<>();
    boolean inStep = true;
    int asked;
    Predicate<Told> fetching = peer -> false;

    @Override
    public Answer ask(Optional<EventId> stream) {
        asked++;
        return new Answer(told, silent, inStep);
    }

    @Override
    public boolean fetch(EventId stream, Told from) {
        return fetching.test(from);
    }
}
