// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.notenboom.gateway.GatewayConfig;
import io.notenboom.gateway.model.InvalidGatewayModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Renders each {@code golden/in-NAME.yaml} and compares with the files of {@code golden/out-NAME}. Run with the
 * environment variable {@code NOTENBOOM_GOLDEN=write} to write them anew, and read the difference before committing it.
 */
class GatewayGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");

    @TempDir
    Path folder;

    static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("in-"))
                    .map(name -> name.substring("in-".length(), name.length() - ".yaml".length()))
                    .sorted()
                    .toList();
        }
    }

    static List<Arguments> cases() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (GatewayProduct product : GatewayProduct.values()) {
            for (String name : names()) {
                if (product.showsCertificates() || !name.equals("mutual")) {
                    cases.add(Arguments.of(product, name));
                }
            }
        }
        return cases;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void rendersWhatWasReviewed(GatewayProduct product, String name) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("pep-key"), "test-pep-key-0123456789\n");
        Files.writeString(secrets.resolve("password"), "test-password\n");
        Path model = folder.resolve("model.yaml");
        Files.writeString(
                model, Files.readString(GOLDEN.resolve("in-" + name + ".yaml")).replace("/SECRETS/", secrets + "/"));
        Path rendered = folder.resolve("out");
        Set<String> written = GatewayConfig.render(product, model, rendered);

        Path expected = GOLDEN.resolve("out-" + name).resolve(product.wireName());
        if ("write".equals(System.getenv("NOTENBOOM_GOLDEN"))) {
            Files.createDirectories(expected);
            for (String file : written) {
                Path link = rendered.resolve(file);
                Files.writeString(
                        expected.resolve(file),
                        Files.isSymbolicLink(link) ? Files.readSymbolicLink(link) + "\n" : Files.readString(link));
            }
        }
        assertThat(names(expected)).isEqualTo(new TreeSet<>(written)).isEqualTo(names(rendered));
        for (String file : written) {
            if (Files.isSymbolicLink(rendered.resolve(file))) {
                assertThat(Files.readSymbolicLink(rendered.resolve(file)).toString() + "\n")
                        .isEqualTo(Files.readString(expected.resolve(file)));
                continue;
            }
            assertThat(rendered.resolve(file)).hasSameTextualContentAs(expected.resolve(file));
            assertThat(Files.readAllLines(rendered.resolve(file)).stream().limit(3))
                    .anyMatch(line -> line.contains("y Notenboom gateway-config"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(rendered.resolve(file))))
                    .isEqualTo("rw-------");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = GatewayProduct.class,
            names = {"NGINX_NJS", "HAPROXY", "KONG", "APISIX", "OPA"})
    void aProductThatCannotShowACertificateSaysSo(GatewayProduct product) {
        assertThat(catchThrowableOfType(
                        InvalidGatewayModelException.class,
                        () -> GatewayConfig.render(product, GOLDEN.resolve("in-mutual.yaml"), folder)))
                .hasMessageContaining(product.wireName() + " cannot show the PDP a certificate");
    }

    @Test
    void everyFixtureIsUsed() throws IOException {
        Set<String> expected = names().stream()
                .flatMap(name -> Stream.of("in-" + name + ".yaml", "out-" + name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(names(GOLDEN)).isEqualTo(expected);
    }

    private static Set<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
