// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;

class FolderTargetTest extends TargetContract {

    @Override
    BackupTarget target() {
        return new FolderTarget(folder.resolve("target"));
    }

    @Test
    void whatIsHalfWrittenIsNotListedAndOthersCannotReadAnything() throws IOException {
        Files.writeString(folder.resolve("content"), "x");
        target().put("parts/1.age", folder.resolve("content"));
        Files.writeString(folder.resolve("target/parts/.1.tmp"), "half");
        assertThat(target().list("parts")).containsExactly("parts/1.age");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("target/parts/1.age"))))
                .isEqualTo("rw-------");
    }
}
