// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Peers that say what a test has them say. */
final class FakePeers implements WriterPeers {

    final List<Told> told = new ArrayList<>();
    final List<String> silent = new ArrayList<>();
    boolean inStep = true;
    int asked;
    Function<Told, Shown> showing = peer -> Shown.NO_ANSWER;
    final List<Told> shown = new ArrayList<>();

    @Override
    public Answer ask(Optional<EventId> stream) {
        asked++;
        return new Answer(told, silent, inStep);
    }

    @Override
    public List<Shown> show(EventId stream, List<Told> told) {
        shown.addAll(told);
        return told.stream().map(showing).toList();
    }
}
