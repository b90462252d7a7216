// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFlowSnapshotTest {

    @TempDir
    Path folder;

    private Path written() {
        try (FileFlowSnapshot snapshot = new FileFlowSnapshot(folder)) {
            snapshot.of("s1");
            snapshot.keep(Samples.handoff("f1"));
            snapshot.keep(Samples.handoff("f2"));
            snapshot.keep(Samples.handoff("f1").revoke());
            snapshot.keep(Samples.handoff("f3"));
            snapshot.drop("f3");
            snapshot.flush();
        }
        return folder.resolve("flows.ndjson");
    }

    private void requireWhole() {
        try (FileFlowSnapshot again = new FileFlowSnapshot(folder)) {
            assertThat(again.contents().store()).contains("s1");
            assertThat(again.contents().flows())
                    .containsExactlyInAnyOrder(Samples.handoff("f1").revoke(), Samples.handoff("f2"));
        }
    }

    @Test
    void keepsTheLatestVersions() throws IOException {
        Path file = written();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        requireWhole();
        assertThat(Files.readAllLines(file)).hasSize(3);
        requireWhole();
    }

    @Test
    void aLastLineThatIsNotWholeIsDropped() throws IOException {
        var unused = Files.writeString(written(), "{\"flow\":{\"id\":\"f4\"", StandardOpenOption.APPEND);
        requireWhole();
    }

    /** Longer than what is read at one time, so that lines lie across. */
    @Test
    void manyFlowsAreReadLineByLine() throws IOException {
        List<Flow> flows = IntStream.range(0, 500)
                .mapToObj(number -> Samples.handoff("f" + number))
                .toList();
        try (FileFlowSnapshot snapshot = new FileFlowSnapshot(folder)) {
            flows.forEach(snapshot::keep);
        }
        assertThat(Files.size(folder.resolve("flows.ndjson"))).isGreaterThan(200_000);
        try (FileFlowSnapshot again = new FileFlowSnapshot(folder)) {
            assertThat(again.contents().flows()).containsExactlyInAnyOrderElementsOf(flows);
        }
    }

    @Test
    void aLineThatIsTooLongIsToldAndNotHeld() throws IOException {
        Path file = written();
        var unused = Files.writeString(file, "\"" + "x".repeat(5_000_000) + "\"\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> new FileFlowSnapshot(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 7 of " + file);
    }

    @Test
    void anyOtherDamageIsToldWithItsPlace() throws IOException {
        Path file = written();
        List<String> lines = Files.readAllLines(file);
        lines.set(1, lines.get(1).substring(5));
        var unused = Files.write(file, lines);
        assertThatThrownBy(() -> new FileFlowSnapshot(folder))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("line 2 of " + file);
    }
}
