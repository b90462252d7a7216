// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.bootstrap.HistoryMark;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileHistoryMarksTest {

    private static final HistoryMark MARK =
            new HistoryMark(new TreeHead(4_711, Hash.leaf(new byte[] {1})), "release 1.0, rules 1");

    @TempDir
    Path folder;

    private FileHistoryMarks marks() {
        return new FileHistoryMarks(folder.resolve("mark"));
    }

    @Test
    void aMarkIsThereAfterARestart() {
        assertThat(marks().read()).isEmpty();
        marks().write(MARK);
        HistoryMark later = new HistoryMark(new TreeHead(5_000, Hash.leaf(new byte[] {2})), "release 2.0, rules 1");
        assertThat(marks().read()).contains(MARK);
        marks().write(later);
        assertThat(marks().read()).contains(later);
    }

    @Test
    void aFlippedBitOrACutAnywhereMakesItNone() throws IOException {
        marks().write(MARK);
        Path file = folder.resolve("mark");
        byte[] sound = Files.readAllBytes(file);
        for (int bit = 0; bit < sound.length * 8; bit += 61) {
            byte[] damaged = sound.clone();
            damaged[bit / 8] ^= (byte) (1 << (bit % 8));
            Files.write(file, damaged);
            assertThat(marks().read()).as("bit %d", bit).isEmpty();
        }
        for (int length = 0; length < sound.length; length += 17) {
            Files.write(file, Arrays.copyOf(sound, length));
            assertThat(marks().read()).as("length %d", length).isEmpty();
        }
    }

    @Test
    void aFolderThatCannotBeWrittenIsTold() {
        FileHistoryMarks gone = new FileHistoryMarks(folder.resolve("gone/mark"));
        assertThatThrownBy(() -> gone.write(MARK)).isInstanceOf(LogFailureException.class);
        assertThat(gone.read()).isEmpty();
    }
}
