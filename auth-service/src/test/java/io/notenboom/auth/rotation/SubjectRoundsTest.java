// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.Subject;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationTally;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectRoundsTest {

    private final TestNode node = new TestNode();
    private final List<String> seen = new ArrayList<>();

    private void work(Subject subject, RotationTally tally) {
        seen.add(subject.id().value());
        tally.found(RotationState.ACTIVE, node.clock.instant());
        tally.changed(1);
    }

    private void subjects(int count) {
        for (int index = 0; index < count; index++) {
            Did unused = node.subject("s%02d".formatted(index));
        }
    }

    @Test
    void eachLookGoesOnWhereTheOneBeforeEnded() {
        subjects(5);
        SubjectRounds rounds = new SubjectRounds(node.subjects, 2);
        assertThat(rounds.look(this::work).count(RotationState.ACTIVE))
                .as("no round has come to its end")
                .isZero();
        assertThat(seen).containsExactly("s00", "s01");
        assertThat(rounds.look(this::work).changes()).as("of this look").isEqualTo(2);
        RotationTally end = rounds.look(this::work);
        assertThat(seen).containsExactly("s00", "s01", "s02", "s03", "s04");
        assertThat(end.count(RotationState.ACTIVE)).isEqualTo(5);
        assertThat(end.changes()).isEqualTo(1);
        assertThat(rounds.look(this::work).count(RotationState.ACTIVE))
                .as("of the whole round, until the next one ends")
                .isEqualTo(5);
        assertThat(seen).endsWith("s04", "s00", "s01");
    }

    @Test
    void aSubjectThatFailsKeepsNoOtherFromItsTurn() {
        subjects(3);
        SubjectRounds rounds = new SubjectRounds(node.subjects, 5);
        RotationTally tally = rounds.look((subject, part) -> {
            work(subject, part);
            if (subject.id().value().equals("s01")) {
                throw new IllegalStateException("a damaged record");
            }
        });
        assertThat(seen).containsExactly("s00", "s01", "s02");
        assertThat(tally.changes()).isEqualTo(3);
    }

    @Test
    void aLookEndsWhenEverySubjectFailsAndTheNextOneGoesOn() {
        subjects(SubjectRounds.MOST_FAILURES + 2);
        SubjectRounds rounds = new SubjectRounds(node.subjects, 100);
        assertThatThrownBy(() -> rounds.look((subject, part) -> {
                    work(subject, part);
                    throw new IllegalStateException("the store is away");
                }))
                .hasMessageContaining("away");
        assertThat(seen).hasSize(SubjectRounds.MOST_FAILURES);
        RotationTally tally = rounds.look(this::work);
        assertThat(seen).hasSize(SubjectRounds.MOST_FAILURES + 2).doesNotHaveDuplicates();
        assertThat(tally.count(RotationState.ACTIVE)).isEqualTo(SubjectRounds.MOST_FAILURES + 2);
    }
}
