// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLoopDefaultTest {

    private static final String LOOPS = "quarkus.vertx.event-loops-pool-size";

    @Test
    void thereIsALoopForEachProcessor() {
        assertThat(value(Map.of()))
                .isEqualTo(Integer.toString(Runtime.getRuntime().availableProcessors()));
    }

    @Test
    void anOperatorMaySayAnotherNumber() {
        assertThat(value(Map.of(LOOPS, "7"))).isEqualTo("7");
    }

    private static String value(Map<String, String> configured) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredSources()
                .withSources(new PropertiesConfigSource(configured, "operator", 250))
                .build()
                .getRawValue(LOOPS);
    }
}
