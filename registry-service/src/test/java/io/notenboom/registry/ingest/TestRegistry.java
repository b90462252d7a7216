// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** One node's registry on a folder, with a clock that stands still until it is set. */
public final class TestRegistry implements AutoCloseable {

    public final EventLog log;
    public final RegistryProjection projection;
    public final Commits commits;
    public final EventVerifier verifier;
    public final IngestEvents ingest;
    private volatile Instant now;

    /** A registry that has read nothing yet. */
    public TestRegistry(TestNetwork network, Path folder, Instant now) {
        this.now = now;
        FileStores stores = new FileStores(folder);
        this.log = stores.eventLog(TestRegistry::read);
        this.projection = new RegistryProjection(network.root().certificate(), EndpointTypesFormat.defaultTable());
        this.commits = new Commits(log, stores.forkEvidence(), projection);
        this.verifier = new EventVerifier(network.id(), network.root().certificate());
        this.ingest = new IngestEvents(verifier, () -> this.now, commits);
    }

    /** The same, after it has read its log. */
    public TestRegistry started() {
        ingest.start();
        return this;
    }

    void setTime(Instant time) {
        now = time;
    }

    /** Delivers an event. */
    public IngestVerdict submit(String compact) {
        return ingest.submit(List.of(compact)).getFirst();
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
