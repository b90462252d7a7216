// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.notenboom.trust.ready.ReadyLine;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Opens the public listener when the internal one serves, and tells whoever started the process that it serves: with the
 * {@link ReadyLine} on standard output.
 */
@Singleton
public class ReadyAnnouncer {

    private final Listeners listeners;
    private final String service;

    /** @param service {@code notenboom.service}, set by each service */
    public ReadyAnnouncer(Listeners listeners, @ConfigProperty(name = "notenboom.service") String service) {
        this.listeners = listeners;
        this.service = service;
    }

    void ready(@ObservesAsync HttpServerStart started) {
        listeners.openPublic();
        ReadyLine.print(service, System.out);
    }
}
