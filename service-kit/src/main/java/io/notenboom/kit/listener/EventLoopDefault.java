// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * One event loop for each processor, unless something else is configured. Quarkus starts two: a call from one to the other, such
 * as from a connection of a client to one of Redis, then often waits for a turn of the processor.
 */
public final class EventLoopDefault implements ConfigSource {

    private static final String LOOPS = "quarkus.vertx.event-loops-pool-size";

    /** Beside the defaults in microprofile-config.properties. */
    private static final int ORDINAL = 90;

    private final String processors = Integer.toString(Runtime.getRuntime().availableProcessors());

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(LOOPS);
    }

    @Override
    public Map<String, String> getProperties() {
        return Map.of(LOOPS, processors);
    }

    @Override
    public @Nullable String getValue(String propertyName) {
        return LOOPS.equals(propertyName) ? processors : null;
    }

    @Override
    public String getName() {
        return "one event loop for each processor";
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
