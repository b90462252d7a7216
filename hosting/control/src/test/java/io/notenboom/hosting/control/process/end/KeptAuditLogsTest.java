// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process.end;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAuditLogsTest {

    @TempDir
    Path directory;

    private Path node;
    private Path kept;

    @BeforeEach
    void aNodeWithTwoServices() throws IOException {
        node = directory.resolve("node");
        kept = directory.resolve("kept/c7f3k2");
        write("registry/data/audit/2026-11.log", "one");
        write("registry/data/log/events", "of the network");
        write("auth/data/audit/old/2026-10.log", "two");
        write("tokens/administrator.token", "a secret");
    }

    private void write(String file, String content) throws IOException {
        Path path = node.resolve(file);
        var _ = Files.createDirectories(path.getParent());
        var _ = Files.writeString(path, content);
    }

    @Test
    void auditLogsOutliveTheNodeAndNothingElse() throws IOException {
        assertThat(KeptAuditLogs.keep(node, kept)).isEqualTo(2);
        FolderRemoval.remove(node);
        assertThat(node).doesNotExist();
        assertThat(kept.resolve("registry/2026-11.log")).hasContent("one");
        assertThat(kept.resolve("auth/old/2026-10.log")).hasContent("two");
        assertThat(Files.getPosixFilePermissions(kept.resolve("registry")))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aNodeThatIsHalfGoneLosesNothingThatWasKept() throws IOException {
        assertThat(KeptAuditLogs.keep(node, kept)).isEqualTo(2);
        FolderRemoval.remove(node.resolve("auth"));
        assertThat(KeptAuditLogs.keep(node, kept)).isEqualTo(2);
        FolderRemoval.remove(node);
        assertThat(KeptAuditLogs.keep(node, kept)).isEqualTo(2);
    }

    @Test
    void aNodeThatNeverRanHasNone() {
        assertThat(KeptAuditLogs.keep(directory.resolve("nothing"), kept)).isZero();
    }
}
