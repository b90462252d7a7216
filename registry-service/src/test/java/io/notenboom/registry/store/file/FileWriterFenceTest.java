// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.issue.WriterFence;
import io.notenboom.registry.log.LogFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWriterFenceTest {

    @TempDir
    Path folder;

    @Test
    void theLatestStartHoldsIt() {
        WriterFence first = new FileStores(folder).writerFence();
        assertThat(first.number()).isEqualTo(1);
        assertThat(first.holds()).isTrue();
        WriterFence second = new FileStores(folder).writerFence();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.holds()).isTrue();
        assertThat(first.holds()).isFalse();
    }

    @Test
    void aFileThatIsGoneOrDamagedIsHeldByNobody() throws IOException {
        WriterFence fence = new FileStores(folder).writerFence();
        Files.writeString(folder.resolve("writer-fence"), "x");
        assertThat(fence.holds()).isFalse();
        assertThatThrownBy(() -> new FileStores(folder).writerFence())
                .isInstanceOf(LogFailureException.class)
                .hasMessageContaining("writer-fence");
        Files.delete(folder.resolve("writer-fence"));
        assertThat(fence.holds()).isFalse();
    }
}
