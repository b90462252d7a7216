// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import static io.notenboom.registry.scenario.TestNetwork.START;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.store.file.FileStores;
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
import java.util.function.UnaryOperator;

/** One node's log in a folder, and what verifies and publishes it. */
final class BootstrapNode implements AutoCloseable {

    final EventLog log;
    final RegistryProjection projection;
    final IngestEvents ingest;
    private final TestNetwork network;

    BootstrapNode(TestNetwork network, Path folder) {
        this(network, folder, Optional.empty());
    }

    BootstrapNode(TestNetwork network, Path folder, Optional<Checkpoint> own) {
        this(network, folder, own, log -> log);
    }

    BootstrapNode(TestNetwork network, Path folder, Optional<Checkpoint> own, UnaryOperator<EventLog> medium) {
        this.network = network;
        FileStores stores = new FileStores(folder);
        this.log = medium.apply(open(folder));
        this.projection = new RegistryProjection(network.root().certificate(), EndpointTypesFormat.defaultTable());
        this.ingest = new IngestEvents(
                new EventVerifier(network.id(), network.root().certificate()),
                () -> START.plusSeconds(100_000),
                new Commits(log, stores.forkEvidence(), projection));
        ingest.start(own);
    }

    static EventLog open(Path folder) {
        return new FileStores(folder).eventLog(BootstrapNode::read);
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Submits events, all of which have to be accepted. */
    void accept(List<String> events) {
        for (int from = 0; from < events.size(); from += 256) {
            for (IngestVerdict verdict : ingest.submit(events.subList(from, Math.min(events.size(), from + 256)))) {
                if (!(verdict instanceof IngestVerdict.Accepted)) {
                    throw new IllegalStateException("not accepted: " + verdict);
                }
            }
        }
    }

    /** Publishes a checkpoint, with a key of its own. */
    Checkpoint publish() {
        return publish(network, log);
    }

    /** Writes events into a log that nobody verified, and publishes them. */
    static Checkpoint write(TestNetwork network, EventLog log, List<String> events) {
        for (int from = 0; from < events.size(); from += 256) {
            List<UnverifiedEvent> part = events.subList(from, Math.min(events.size(), from + 256)).stream()
                    .map(BootstrapNode::read)
                    .toList();
            if (!(log.append(from, part) instanceof AppendOutcome.Appended)) {
                throw new IllegalStateException("not appended");
            }
        }
        return publish(network, log);
    }

    private static Checkpoint publish(TestNetwork network, EventLog log) {
        InMemoryCustodian custodian = new InMemoryCustodian(() -> Instant.EPOCH);
        KeyId id = custodian.create(KeyPurpose.LOG);
        NoteKey key =
                NoteKey.of("nuts-registry/" + network.id().value() + "/" + "A".repeat(43), custodian.publicKey(id));
        log.publication().useKey(key.toString());
        try {
            Checkpoint checkpoint =
                    Checkpoint.sign(log.head(), List.of(), key, text -> custodian.sign(id, KeyPurpose.LOG, text));
            log.publication().publish(checkpoint.note());
            return checkpoint;
        } catch (InvalidNoteException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
