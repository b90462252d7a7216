// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunVectorsTest {

    private static final String CASES = """
            {"fixture": {"fhirBase": "/fhir", "defaultHeaders": [["Authorization", "Bearer x"]]}, "cases": [
             {"id": "one", "method": "GET", "target": "/fhir/Task/1",
              "expected": {"outcome": "allow-as", "type": "Task", "id": "1", "interaction": "read"}},
             {"id": "two", "title": "a search", "method": "GET", "target": "/fhir/Task?status=x",
              "expected": {"outcome": "deny", "reason": "%s"}}]}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void tellsHowManyPassed() throws IOException {
        assertThat(run(CASES.formatted("search_not_allowed"))).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("2 passed, 0 failed\n");
    }

    @Test
    void tellsOfEachFailureWhatWasExpectedAndWhatCame() throws IOException {
        assertThat(run(CASES.formatted("not_in_flow"))).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("""
                FAILED cases.json two a search
                  expected: deny not_in_flow
                  got:      deny search_not_allowed
                  check:    canonical_request
                1 passed, 1 failed
                """);
    }

    @Test
    void wrongFilesAndArgumentsEndWithTwo() throws IOException {
        assertThat(run("[]")).isEqualTo(2);
        assertThat(program().run(List.of())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("is no file of cases")
                .contains("give at least one file");
    }

    private int run(String content) throws IOException {
        Path file = folder.resolve("cases.json");
        Files.writeString(file, content);
        return program().run(List.of(file.toString()));
    }

    private RunVectors program() {
        return new RunVectors(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
    }
}
