// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every target promises. */
abstract class TargetContract {

    @TempDir
    Path folder;

    abstract BackupTarget target();

    private void put(String name, String content) throws IOException {
        Path file = folder.resolve("content");
        Files.writeString(file, content);
        target().put(name, file);
    }

    private String read(String name) throws IOException {
        try (InputStream input = target().open(name)) {
            return new String(input.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatIsPutIsReadAndReplacedAndDeleted() throws IOException {
        assertThat(target().list("parts")).isEmpty();
        put("parts/2.age", "two");
        put("parts/1.age", "one");
        put("manifests/1.age", "list");
        assertThat(target().list("parts")).containsExactly("parts/1.age", "parts/2.age");
        assertThat(read("parts/1.age")).isEqualTo("one");
        put("parts/1.age", "another");
        assertThat(read("parts/1.age")).isEqualTo("another");
        target().delete("parts/1.age");
        target().delete("parts/1.age");
        assertThat(target().list("parts")).containsExactly("parts/2.age");
        assertThatThrownBy(() -> read("parts/1.age")).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void namesLeadNowhereElse() {
        for (String name :
                new String[] {"../x", "parts/../x", "parts/.x", "parts", "/parts/x", "parts/a/b", "PARTS/x"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> target().delete(name));
        }
    }

    @Test
    void largeFilesAreTheSameAfterwards() throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(1).nextBytes(bytes);
        Path file = folder.resolve("large");
        Files.write(file, bytes);
        target().put("parts/large.age", file);
        try (InputStream input = target().open("parts/large.age")) {
            assertThat(input.readAllBytes()).isEqualTo(bytes);
        }
    }
}
