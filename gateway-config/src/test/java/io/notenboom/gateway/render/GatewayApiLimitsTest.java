// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of Gateway API have limits, and an API server refuses a resource that exceeds one. */
class GatewayApiLimitsTest {

    private static final Map<String, Integer> MOST = Map.of(
            "set", 16,
            "add", 16,
            "remove", 16,
            "filters", 16,
            "rules", 16,
            "matches", 64,
            "backendRefs", 16,
            "hostnames", 16,
            "allowedHeaders", 64,
            "allowedResponseHeaders", 64);

    @ParameterizedTest
    @ValueSource(strings = {"out-full", "out-small", "out-mutual"})
    void noListIsTooLong(String golden) throws IOException {
        Path file = Path.of("src/test/resources/golden", golden, "gateway-api/gateway-api.yaml");
        int documents = 0;
        try (MappingIterator<JsonNode> all =
                new YAMLMapper().readerFor(JsonNode.class).readValues(file.toFile())) {
            for (JsonNode document : all.readAll()) {
                documents++;
                MOST.forEach((name, most) -> assertThat(longest(document.findValues(name)))
                        .as("%s in %s", name, document.at("/metadata/name").asText())
                        .isLessThanOrEqualTo(most));
            }
        }
        assertThat(documents).isGreaterThan(1);
    }

    private static int longest(List<JsonNode> lists) {
        return lists.stream().mapToInt(JsonNode::size).max().orElse(0);
    }
}
