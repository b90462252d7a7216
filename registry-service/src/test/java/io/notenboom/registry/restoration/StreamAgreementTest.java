// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.restoration;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.decision.FoundationDecisions;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.StreamDirectory;
import io.notenboom.registry.issue.WriterPeers;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import io.notenboom.registry.stream.StreamHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StreamAgreementTest {

    private static final EventId OWN = new EventId("A".repeat(43));
    private static final EventId HEAD = new EventId("B".repeat(42) + "A");
    private static final EventId LATER = new EventId("C".repeat(42) + "A");
    private static final EventId OTHER = new EventId("D".repeat(42) + "A");

    private final List<WriterPeers.Told> told = new ArrayList<>();
    private final List<WriterPeers.Told> shown = new ArrayList<>();
    private final StreamAgreement agreement = new StreamAgreement(new Peers(), new Directory(), OWN::equals);

    @Test
    void peersAreToldApartAndThoseThatHaveMoreAreAskedToShowIt() {
        WriterPeers.Told ahead = new WriterPeers.Told("https://ahead", 5, LATER, false);
        WriterPeers.Told contradicts = new WriterPeers.Told("https://other", 4, LATER, false);
        WriterPeers.Told forked = new WriterPeers.Told("https://forked", 4, HEAD, true);
        told.add(new WriterPeers.Told("https://same", 4, HEAD, false));
        told.add(new WriterPeers.Told("https://behind", 3, OTHER, false));
        told.add(new WriterPeers.Told("https://unknown", -1, null, false));
        told.addAll(List.of(ahead, contradicts, forked));
        assertThat(agreement.compare()).singleElement().satisfies(standing -> {
            assertThat(standing.head().sequence()).isEqualTo(4);
            assertThat(standing.agree()).containsExactly("https://same");
            assertThat(standing.behind()).containsExactly("https://behind", "https://unknown");
            assertThat(standing.differ()).containsExactly("https://ahead", "https://other", "https://forked");
            assertThat(standing.silent()).containsExactly("https://silent");
        });
        assertThat(shown).containsExactly(ahead, contradicts, forked);
        assertThat(agreement.reached().peers()).hasSize(6);
        assertThat(agreement.reached().inStep()).isTrue();
    }

    @Test
    void whenAllAgreeNobodyIsAskedToShowAnything() {
        told.add(new WriterPeers.Told("https://same", 4, HEAD, false));
        assertThat(agreement.compare().getFirst().differ()).isEmpty();
        assertThat(shown).isEmpty();
    }

    private final class Peers implements WriterPeers {

        @Override
        public Answer ask(Optional<EventId> stream) {
            return new Answer(told, List.of("https://silent"), true);
        }

        @Override
        public List<Shown> show(EventId stream, List<Told> asked) {
            shown.addAll(asked);
            return asked.stream().map(peer -> Shown.NOTHING).toList();
        }
    }

    private static final class Directory implements StreamDirectory {

        @Override
        public List<StreamHead> heads() {
            return List.of(new StreamHead(OWN, 4, HEAD, false), new StreamHead(OTHER, 9, OTHER, false));
        }

        @Override
        public Optional<StreamHead> head(EventId stream) {
            return heads().stream().filter(head -> head.stream().equals(stream)).findFirst();
        }

        @Override
        public List<LogEntry> chain(EventId stream, long from, int limit) {
            return List.of();
        }

        @Override
        public List<ForkEvidence> forks() {
            return List.of();
        }

        @Override
        public List<ForkEvidence> openForks(EventId stream) {
            return List.of();
        }

        @Override
        public FoundationDecisions decisions() {
            throw new UnsupportedOperationException("nobody decides here");
        }
    }
}
