// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.testkit.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceDefinitionsTest {

    private static final String GOOD = DiscoveryScene.DEFINITION;

    private final List<PolicyDocument> files = new ArrayList<>();
    private final ServiceDefinitions definitions = new ServiceDefinitions(
            () -> List.copyOf(files), new ServiceDefinitionReader(false), Set.of(DiscoveryScene.SERVICE));

    @Test
    void readsWhatNutsNodesReadUnchanged() throws IOException {
        for (String version : List.of("v6.2.10", "master")) {
            Path folder = Vectors.require("nuts-node").resolve(version).resolve("config/discovery");
            try (Stream<Path> recorded = Files.list(folder)) {
                for (Path file : recorded.toList()) {
                    ServiceDefinition read = new ServiceDefinitionReader(false).read(Files.readString(file));
                    assertThat(read.id()).isEqualTo("care-directory");
                    assertThat(read.maxValidity()).hasSeconds(3600);
                    assertThat(read.didMethods()).containsExactly("web");
                    assertThat(read.presentationDefinition().descriptors()).hasSize(2);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"care-services\"|\"id\":\"\"|id",
                "\"id\":\"care-services\"|\"id\":7|id",
                "\"id\":\"care-services\",|''|id",
                "\"endpoint\":\"https|\"endpoint\":\"http|https",
                "\"endpoint\":\"https://directory.example|\"endpoint\":\"https://u:p@directory.example|endpoint",
                "\"endpoint\":\"https://directory.example|\"endpoint\":\"/|endpoint",
                "[\"web\"]|\"web\"|did_methods",
                "[\"web\"]|[\"Web!\"]|did_methods",
                "3600|0|presentation_max_validity",
                "3600|\"3600\"|presentation_max_validity",
                "3600|1.5|presentation_max_validity",
                "\"id\":\"pd_care\"|\"id\":7|presentation_definition",
                "\"input_descriptors\"|\"descriptors\"|presentation_definition"
            })
    void aBadFileIsRefusedAndTheMessageNamesTheMember(String from, String to, String named) {
        assertThat(GOOD).contains(from);
        assertThatExceptionOfType(ServiceDefinitionException.class)
                .isThrownBy(() -> new ServiceDefinitionReader(false).read(GOOD.replace(from, to)))
                .withMessageContaining(named);
    }

    @Test
    void developmentModePermitsHttp() {
        String plain = GOOD.replace("https://directory.example", "http://127.0.0.1:8080");
        assertThat(new ServiceDefinitionReader(true).read(plain).authority()).isEqualTo("127.0.0.1:8080");
    }

    @Test
    void aBadFileIsReportedAndSkippedAndTheOthersAreUsed() {
        files.add(new PolicyDocument("bad.json", "{"));
        files.add(new PolicyDocument("good.json", GOOD));
        List<PolicyFinding> findings = definitions.reload();
        assertThat(findings).extracting(PolicyFinding::file).containsExactly("bad.json");
        assertThat(findings).extracting(PolicyFinding::severity).containsExactly(PolicyFinding.Severity.ERROR);
        assertThat(definitions.current().find(DiscoveryScene.SERVICE)).isPresent();
        assertThat(definitions.current().fileById()).containsEntry(DiscoveryScene.SERVICE, "good.json");
        assertThat(definitions.reload()).isEmpty();
        assertThat(definitions.current().findings()).isEqualTo(findings);
    }

    @Test
    void aFileThatBecomesBadKeepsWhatWasReadFromItBefore() {
        files.add(new PolicyDocument("good.json", GOOD));
        assertThat(definitions.reload()).isEmpty();
        files.set(0, new PolicyDocument("good.json", GOOD.replace("3600", "-1")));
        assertThat(definitions.reload()).hasSize(1);
        assertThat(definitions
                        .current()
                        .find(DiscoveryScene.SERVICE)
                        .orElseThrow()
                        .maxValidity())
                .hasSeconds(3600);
        files.set(0, new PolicyDocument("good.json", GOOD.replace("3600", "7200")));
        assertThat(definitions.reload()).isEmpty();
        assertThat(definitions
                        .current()
                        .find(DiscoveryScene.SERVICE)
                        .orElseThrow()
                        .maxValidity())
                .hasSeconds(7200);
        files.clear();
        assertThat(definitions.reload()).extracting(PolicyFinding::file).containsExactly(ServiceDefinitions.SERVED_IDS);
        assertThat(definitions.current().all()).isEmpty();
    }

    @Test
    void anIdBelongsToTheFirstFileThatHasIt() {
        files.add(new PolicyDocument("a.json", GOOD));
        files.add(new PolicyDocument("b.json", GOOD.replace("3600", "7200")));
        assertThat(definitions.reload()).extracting(PolicyFinding::file).containsExactly("b.json");
        assertThat(definitions
                        .current()
                        .find(DiscoveryScene.SERVICE)
                        .orElseThrow()
                        .maxValidity())
                .hasSeconds(3600);
    }

    @Test
    void aMistypedMemberIsReported() {
        files.add(new PolicyDocument("a.json", GOOD.replace("did_methods", "did_method")));
        assertThat(definitions.reload())
                .singleElement()
                .satisfies(finding -> assertThat(finding.message()).contains("did_method"))
                .extracting(PolicyFinding::severity)
                .isEqualTo(PolicyFinding.Severity.WARNING);
    }
}
