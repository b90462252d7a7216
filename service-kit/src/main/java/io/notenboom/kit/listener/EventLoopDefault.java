// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.smallrye.config.common.MapBackedConfigSource;
import java.util.Map;

/**
 * One event loop for each processor, unless something else is configured. Quarkus starts two: a call from one to the other, such
 * as from a connection of a client to one of Redis, then often waits for a turn of the processor.
 */
public final class EventLoopDefault extends MapBackedConfigSource {

    private static final long serialVersionUID = 1;

    private static final String LOOPS = "quarkus.vertx.event-loops-pool-size";

    /** Beside the defaults in microprofile-config.properties. */
    private static final int ORDINAL = 90;

    /** Made by the service loader. */
    public EventLoopDefault() {
        super(
                "one event loop for each processor",
                Map.of(LOOPS, Integer.toString(Runtime.getRuntime().availableProcessors())),
                ORDINAL);
    }
}
