// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.notenboom.trust.ready.ReadyLine;
import io.quarkus.runtime.Quarkus;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Opens the public listener when the internal one serves, and tells whoever started the process that it serves:
 * the {@link ReadyLine} on standard output. A service whose public listener cannot be opened
 * ends with exit code 1: half a service would be taken for a whole one.
 */
@Singleton
public class ReadyAnnouncer {

    private static final Logger LOG = Logger.getLogger(ReadyAnnouncer.class);

    private final Listeners listeners;
    private final Event<NodeReady> ready;
    private final String service;

    /** @param service {@code notenboom.service}, set by each service */
    public ReadyAnnouncer(
            Listeners listeners, Event<NodeReady> ready, @ConfigProperty(name = "notenboom.service") String service) {
        this.listeners = listeners;
        this.ready = ready;
        this.service = service;
    }

    void ready(@ObservesAsync HttpServerStart started) {
        try {
            listeners.openPublic();
        } catch (IllegalStateException failure) {
            LOG.fatal("the public listener cannot be opened, the service ends", failure);
            Quarkus.asyncExit(1);
            return;
        }
        ReadyLine.print(service, System.out);
        ready.fire(new NodeReady(service));
    }
}
