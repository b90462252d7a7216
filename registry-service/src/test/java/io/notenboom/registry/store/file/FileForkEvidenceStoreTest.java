// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.DiskMedium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileForkEvidenceStoreTest {

    @TempDir
    Path folder;

    private final List<UnverifiedEvent> events = LogEvents.chain(3);
    private final ForkEvidence evidence = new ForkEvidence(
            events.getFirst().id(),
            1,
            events.get(1).id(),
            events.get(2).id(),
            events.get(2).compact());

    @Test
    void keepsEvidenceOnce() {
        open().add(evidence);
        open().add(evidence);
        assertThat(open().all()).containsExactly(evidence);
    }

    @Test
    void refusesEvidenceThatWasChanged() throws IOException {
        open().add(evidence);
        Path file;
        try (Stream<Path> files = Files.list(folder)) {
            file = files.findFirst().orElseThrow();
        }
        String text = Files.readString(file);
        int place = text.indexOf('\n') + 20;
        Files.writeString(
                file, text.substring(0, place) + (text.charAt(place) == 'A' ? 'B' : 'A') + text.substring(place + 1));
        assertThatThrownBy(() -> open().all()).isInstanceOf(LogFailureException.class);
    }

    private FileForkEvidenceStore open() {
        return new FileForkEvidenceStore(folder, new DiskMedium());
    }
}
