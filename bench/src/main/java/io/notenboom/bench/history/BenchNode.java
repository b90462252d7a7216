// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.history;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.store.file.StaticExport;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A log in a folder, and what verifies, shows and publishes it. */
final class BenchNode implements AutoCloseable {

    final EventLog log;
    final IngestEvents ingest;
    final RegistryProjection projection;
    final EventVerifier verifier;
    private final SampleNetwork network;

    BenchNode(SampleNetwork network, Path folder, Instant now) {
        this.network = network;
        FileStores stores = new FileStores(folder);
        this.log = stores.eventLog(StoredEvents::decode);
        this.projection = new RegistryProjection(network.root(), EndpointTypesFormat.defaultTable());
        this.verifier = new EventVerifier(network.network(), network.root());
        this.ingest = new IngestEvents(verifier, () -> now, new Commits(log, stores.forkEvidence(), projection));
    }

    void start(Optional<Checkpoint> own) {
        ingest.start(own);
    }

    /** Writes events without verifying them. */
    void write(List<String> events) {
        for (int from = 0; from < events.size(); from += EventLog.MAX_BATCH) {
            List<UnverifiedEvent> part =
                    events.subList(from, Math.min(events.size(), from + EventLog.MAX_BATCH)).stream()
                            .map(StoredEvents::decode)
                            .toList();
            if (!(log.append(from, part) instanceof AppendOutcome.Appended)) {
                throw new IllegalStateException("the log was written by somebody else");
            }
        }
    }

    /** Publishes what is in the log. */
    Checkpoint publish() throws InvalidNoteException {
        InMemoryCustodian custodian = new InMemoryCustodian(() -> Instant.EPOCH);
        KeyId id = custodian.create(KeyPurpose.LOG);
        NoteKey key = NoteKey.of(
                "nuts-registry/" + network.network().value() + "/" + "A".repeat(43), custodian.publicKey(id));
        log.publication().useKey(key.toString());
        Checkpoint checkpoint =
                Checkpoint.sign(log.head(), List.of(), key, text -> custodian.sign(id, KeyPurpose.LOG, text));
        log.publication().publish(checkpoint.note());
        return checkpoint;
    }

    /** Copies what is published, for a web server. */
    void export(Path folder, Checkpoint checkpoint) {
        new StaticExport(folder, log.publication())
                .copy(
                        checkpoint.note(),
                        checkpoint.head().size(),
                        log.publication().key().orElseThrow());
    }

    @Override
    public void close() {
        log.close();
    }
}
