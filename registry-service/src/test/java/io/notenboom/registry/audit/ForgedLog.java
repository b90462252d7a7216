// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.publication.CheckpointPublisher;
import io.notenboom.registry.publication.PublishingNode;
import io.notenboom.registry.publication.StreamRoots;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Logs that a node which checks would never have written, signed well.
 *
 * @param folder of the node whose log they replace
 */
record ForgedLog(TestNetwork network, Path folder, InMemoryCustodian custodian) {

    /**
     * Writes a log past all checks, in the place of the one that is there.
     *
     * @param extension line about the streams in the checkpoint; null for the true one
     * @return its checkpoint
     */
    String write(List<String> events, @Nullable String extension) throws Exception {
        delete();
        KeyId keyId = custodian.create(KeyPurpose.LOG);
        NoteKey key =
                NoteKey.of(CheckpointPublisher.origin(network.id(), PublishingNode.NAME), custodian.publicKey(keyId));
        try (EventLog log = new FileStores(folder).eventLog(ForgedLog::read)) {
            List<UnverifiedEvent> all = events.stream().map(ForgedLog::read).toList();
            assertThat(log.append(0, all)).isEqualTo(new AppendOutcome.Appended(0));
            StreamRoots roots = new StreamRoots();
            for (LogEntry entry : log.read(0, 100)) {
                roots.add(entry.stream(), entry.id());
            }
            String line = extension == null ? roots.snapshot().extension() : extension;
            log.publication().useKey(key.toString());
            String note = Checkpoint.sign(
                            log.head(), List.of(line), key, text -> custodian.sign(keyId, KeyPurpose.LOG, text))
                    .note();
            log.publication().publish(note);
            return note;
        }
    }

    private void delete() throws IOException {
        if (Files.exists(folder.resolve("log"))) {
            try (Stream<Path> files = Files.walk(folder.resolve("log"))) {
                for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** An event that is well formed. */
    static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
