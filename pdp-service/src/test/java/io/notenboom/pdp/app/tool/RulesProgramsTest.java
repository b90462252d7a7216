// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.trust.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs about the rules in Rego. */
class RulesProgramsTest {

    private static final int MAX = 1_000_000;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(said, true, StandardCharsets.UTF_8);

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private int write(String... arguments) {
        return new WriteRules(stream, stream).run(List.of(arguments));
    }

    @Test
    void theBundleHasRulesProfilesTypesAndTheFlowsOfAFile() throws IOException {
        ObjectNode page = StrictJson.newObject();
        page.putArray("flows").add(FlowJson.write(Samples.handoff("f1")));
        Path flows = Files.write(folder.resolve("flows.json"), StrictJson.write(page));
        Path bundle = folder.resolve("bundle");
        assertThat(write("--flows=" + flows, bundle.toString())).isZero();
        try (var files = Files.list(bundle)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            ".manifest", "data.json", "decision.rego", "grammar.rego", "parity.rego", "scopes.rego");
        }
        JsonNode data = StrictJson.parse(Files.readAllBytes(bundle.resolve("data.json")), MAX)
                .path("notenboom");
        assertThat(data.path("flows")).hasSize(1);
        assertThat(data.path("flows").path(0).path("id").asText()).isEqualTo("f1");
        assertThat(data.path("profiles").fieldNames()).toIterable().contains("seed/handoff-only", "bolt/negotiation");
        assertThat(data.path("types").path("stu3").path("Task").asBoolean()).isTrue();
    }

    @Test
    void wrongArgumentsAndFilesEndWithTwoAndSayWhatIsWrong() throws IOException {
        assertThat(write()).isEqualTo(2);
        assertThat(said()).contains("give one folder for the bundle");
        Path broken = Files.writeString(folder.resolve("broken.json"), "[{\"id\":\"f1\"}]");
        assertThat(write("--flows=" + broken, folder.resolve("out").toString())).isEqualTo(2);
        assertThat(said()).contains("Give subject as a text");
        assertThat(folder.resolve("out")).doesNotExist();
        CompareWithOpa compare = new CompareWithOpa(stream, stream);
        assertThat(compare.run(List.of("--opa=" + folder.resolve("none")))).isEqualTo(2);
        assertThat(said()).contains("give at least one file of cases");
        assertThat(compare.run(List.of("--opa=" + folder.resolve("none"), broken.toString())))
                .isEqualTo(2);
        assertThat(said()).contains("is no file of cases");
    }
}
