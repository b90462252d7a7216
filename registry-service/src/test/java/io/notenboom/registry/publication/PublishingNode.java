// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import static io.notenboom.registry.scenario.TestNetwork.START;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogPublication;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.store.file.StaticExport;
import io.notenboom.registry.verify.EventVerifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One node's registry on a folder, with its publisher, whose thread is not started: tests publish when they want to. */
public final class PublishingNode implements AutoCloseable {

    /** Name of the node in its origin. */
    public static final String NAME = "A".repeat(43);

    final EventLog log;
    final IngestEvents ingest;
    final CheckpointPublisher publisher;

    /** Opens a node on a folder and reads its log. */
    public PublishingNode(TestNetwork network, Path folder, KeyCustodian custodian) {
        FileStores stores = new FileStores(folder);
        this.log = stores.eventLog(PublishingNode::read);
        RegistryProjection projection =
                new RegistryProjection(network.root().certificate(), EndpointTypesFormat.defaultTable());
        Commits commits = new Commits(log, stores.forkEvidence(), projection);
        this.ingest = new IngestEvents(
                new EventVerifier(network.id(), network.root().certificate()),
                () -> START.plusSeconds(100_000),
                commits);
        this.publisher =
                new CheckpointPublisher(log, custodian, network.id(), () -> Optional.of(NAME), Duration.ofSeconds(1));
        commits.listen(publisher);
        ingest.start(publisher.ownCheckpoint());
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Submits events, all of which have to be accepted. */
    public void accept(List<String> events) {
        for (int from = 0; from < events.size(); from += 256) {
            List<IngestVerdict> verdicts = ingest.submit(events.subList(from, Math.min(events.size(), from + 256)));
            for (IngestVerdict verdict : verdicts) {
                if (!(verdict instanceof IngestVerdict.Accepted)) {
                    throw new IllegalStateException("not accepted: " + verdict);
                }
            }
        }
    }

    /** Submits one event. */
    public IngestVerdict submit(String event) {
        return ingest.submit(List.of(event)).getFirst();
    }

    /** Publishes and tells what is published. */
    public PublishedLog publish() {
        publisher.publish();
        return publisher.published().orElseThrow();
    }

    /** What others read. */
    public LogPublication files() {
        return log.publication();
    }

    /** Copies what was published. */
    public void export(StaticExport export) {
        PublishedLog published = publish();
        export.copy(
                published.checkpoint().note(),
                published.checkpoint().head().size(),
                published.key().toString());
    }

    @Override
    public void close() {
        log.close();
    }
}
