// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.ingest.Commits;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;

/** Who hears of committed events: every listener of this service. */
@Singleton
public class CommitSubscriptions {

    private final Commits commits;
    private final List<CommitListener> listeners;

    CommitSubscriptions(Commits commits, @All List<CommitListener> listeners) {
        this.commits = commits;
        this.listeners = listeners;
    }

    /** Subscribes them; to be called once, before the first event is read. */
    void begin() {
        listeners.forEach(commits::listen);
    }
}
