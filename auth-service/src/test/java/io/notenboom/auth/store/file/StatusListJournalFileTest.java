// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.notenboom.auth.statuslist.StatusListJournal.Line;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.trust.did.Did;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusListJournalFileTest {

    private static final StatusListPage PAGE = new StatusListPage(new Did("did:web:node.example%3A8443:iam:i"), 3);
    private static final Line TAKEN = new Line(PAGE, 131_071, false);
    private static final Line REVOKED = new Line(PAGE, 131_071, true);

    @TempDir
    Path folder;

    @Test
    void linesOutliveTheProcess() {
        Path file = folder.resolve("new/journal");
        assertThat(new StatusListJournalFile(file).lines()).isEmpty();
        new StatusListJournalFile(file).add(TAKEN);
        new StatusListJournalFile(file).add(REVOKED);
        assertThat(new StatusListJournalFile(file).lines()).containsExactly(TAKEN, REVOKED);
    }

    @Test
    void aLineThatWasNotFinishedDoesNotCountAndIsWrittenOver() throws Exception {
        Path file = folder.resolve("journal");
        StatusListJournalFile journal = new StatusListJournalFile(file);
        journal.add(TAKEN);
        Files.writeString(
                file, "revoked did:web:node.example%3A8443:iam:a-rather-long-one 1 1", StandardOpenOption.APPEND);
        assertThat(journal.lines()).containsExactly(TAKEN);
        journal.add(REVOKED);
        assertThat(journal.lines()).containsExactly(TAKEN, REVOKED);
    }

    @Test
    void closedPagesAreKeptBetweenTheLines() throws Exception {
        Path file = folder.resolve("journal");
        StatusListJournalFile journal = new StatusListJournalFile(file);
        journal.add(TAKEN);
        journal.close(PAGE);
        journal.add(REVOKED);
        assertThat(new StatusListJournalFile(file).lines()).containsExactly(TAKEN, REVOKED);
        assertThat(new StatusListJournalFile(file).closed()).containsExactly(PAGE);
        Files.writeString(file, "closed did:web:x\n", StandardOpenOption.APPEND);
        assertThatIllegalStateException().isThrownBy(journal::closed);
    }

    @Test
    void aLineThatIsNoneNamesTheFile() throws Exception {
        Path file = folder.resolve("damaged.journal");
        for (String line : List.of("taken did:web:a.example x 1", "taken nobody 1 1", "closed did:web:a.example x")) {
            Files.writeString(file, line + "\n");
            StatusListJournalFile damaged = new StatusListJournalFile(file);
            assertThatIllegalStateException()
                    .isThrownBy(line.startsWith("closed") ? damaged::closed : damaged::lines)
                    .withMessageContaining("damaged.journal");
        }
    }

    @Test
    void damageIsReported() throws Exception {
        Path file = folder.resolve("journal");
        Files.writeString(file, "taken something else\n");
        assertThatIllegalStateException().isThrownBy(() -> new StatusListJournalFile(file).lines());
    }
}
