// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.flow.Samples;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

/** Tables of cases: those of the documentation, one that fails, and files that cannot be used. */
class RunCasesTest {

    private static final Path EXAMPLES = Path.of("../docs/examples/pdp-cases");
    private static final String TABLE = """
            profile: seed/negotiation
            flows:
              handoff:
                receiver: {dids: ['did:web:hospital.example']}
                task: {id: task-1, state: in-progress}
                compositions: [{ref: Composition/1, kind: nursingHandoff}]
                resources: [{ref: Patient/1}]
            tokens:
              hospital: {client_id: 'did:web:hospital.example', scope: eOverdracht-receiver}
            cases:
              - {name: reads, token: hospital, request: GET /fhir/Patient/1, expect: permit, flow: handoff}
              - {name: 'wrong <expectation>', token: hospital, request: GET /fhir/Patient/2, expect: permit,
                 failed: state_allows}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... arguments) {
        return new RunCases(print(out), print(err), InstantSource.fixed(Samples.NOW)).run(List.of(arguments));
    }

    private static PrintStream print(ByteArrayOutputStream target) {
        return new PrintStream(target, true, StandardCharsets.UTF_8);
    }

    @Test
    void theExamplesOfTheDocumentationHold() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            String[] cases = files.filter(file -> file.toString().endsWith(".yaml"))
                    .map(Path::toString)
                    .sorted()
                    .toArray(String[]::new);
            assertThat(cases).isNotEmpty();
            assertThat(run(cases)).as(out.toString(StandardCharsets.UTF_8)).isZero();
            assertThat(out.toString(StandardCharsets.UTF_8)).contains("ok ").contains(" 0 failed.");
        }
    }

    @Test
    void aCaseThatComesOutOtherwiseIsToldWithAllChecks() throws Exception {
        Path table = Files.writeString(folder.resolve("cases.yaml"), TABLE);
        Path report = folder.resolve("report.xml");
        assertThat(run("--junit=" + report, table.toString())).isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ok   cases.yaml: reads")
                .contains("FAIL cases.yaml: wrong <expectation>")
                .contains("expected permit, but it is deny (not_in_flow")
                .contains("expected failed check state_allows, but it is resource_in_flow")
                .contains("client_is_receiver: pass")
                .contains("2 cases, 1 failed.");
        Document xml = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(report.toFile());
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(2);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getElementsByTagName("testsuite")
                        .item(0)
                        .getAttributes()
                        .getNamedItem("failures")
                        .getNodeValue())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cases: []|Give cases as a list",
                "casez: []|The file has no member casez",
                "cases: [{name: a, request: GET /x, expect: maybe}]|expect is permit or deny",
                "cases: [{name: a, token: nobody, request: GET /x, expect: deny}]|There is no token nobody",
                "cases: [{name: a, flows: [none], request: GET /x, expect: deny}]|There is no flow none",
                "cases: [{name: a, colour: red, expect: deny}]|has no member colour",
                "cases: [|line 1",
            })
    void whatCannotBeReadIsToldClearly(String text, String told) throws IOException {
        Path table = Files.writeString(folder.resolve("cases.yaml"), text);
        assertThat(run(table.toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cases.yaml").contains(told);
    }

    @Test
    void wrongArgumentsAreTold() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("--verbose", "x.yaml")).isEqualTo(2);
        assertThat(run(folder.resolve("missing.yaml").toString())).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("give at least one file")
                .contains("unknown option --verbose")
                .contains("missing.yaml");
    }
}
