// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskProbeTest {

    @TempDir
    private Path folder;

    @Test
    void leavesNothingInAFolderThatCanBeWrittenTo() throws IOException {
        assertThat(DiskProbe.canWrite(folder)).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysNoWhenTheFileCannotBeMade() throws IOException {
        assertThat(DiskProbe.canWrite(folder.resolve("gone"))).isFalse();
        Files.createDirectories(folder.resolve("probe.new/in-the-way"));
        assertThat(DiskProbe.canWrite(folder)).isFalse();
    }
}
