// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered for a service in Kubernetes are properties that the service reads. */
class RenderedPropertiesTest {

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")));
    private static final Path GOLDEN = ROOT.resolve("hosting/kubernetes/src/test/resources/golden");
    private static final String OURS = "notenboom.";

    private static final Map<String, String> MODULES =
            Map.of("registry", "registry-service", "auth", "auth-service", "pdp", "pdp-service", "proxy", "aaa-proxy");

    static Stream<Path> configurations() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            return files
                    .filter(file ->
                            String.valueOf(file.getFileName()).matches("configmap-(registry|auth|pdp|proxy)\\.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void theServiceReadsEachProperty(Path file) throws IOException {
        String service = String.valueOf(file.getFileName()).replaceAll("configmap-|\\.yaml", "");
        JsonNode data = new YAMLMapper().readTree(file.toFile()).path("data");
        Properties properties = new Properties();
        properties.load(new StringReader(data.path("application.properties").asText()));
        Set<String> ours = new TreeSet<>(properties.stringPropertyNames());
        ours.removeIf(name -> !name.startsWith(OURS));
        assertThat(ours).hasSizeGreaterThan(5);
        assertThat(of(Objects.requireNonNull(MODULES.get(service))).unknown(ours))
                .isEmpty();
    }

    @Test
    void aNameThatNobodyReadsIsFound() {
        assertThat(of("auth-service")
                        .unknown(Set.of(
                                "notenboom.custody.vault.address",
                                "notenboom.custody.vault.adress",
                                "notenboom.peer-service.pdp.url",
                                "notenboom.peer-service.pdp.uri")))
                .containsExactly("notenboom.custody.vault.adress", "notenboom.peer-service.pdp.uri");
    }

    private static ReadProperties of(String module) {
        return ReadProperties.of(List.of(
                ROOT.resolve("service-kit/target/classes"), ROOT.resolve(module).resolve("target/classes")));
    }
}
