// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class PepSelfTestCommandTest {

    private static final String OPEN = "/fhir/Composition/1";
    private static final List<String> FROM_BACKEND = List.of("X-From: backend", "Connection: close");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path headers;

    @BeforeEach
    void writeHeaders() throws IOException {
        headers = Files.writeString(folder.resolve("headers"), "Authorization: Bearer good\n");
    }

    private int run(String... arguments) {
        PepSelfTestCommand command = new PepSelfTestCommand(new PrintStream(out), new PrintStream(err));
        return new CommandLine(command).execute(arguments);
    }

    private int test(RecordingServer gateway) {
        return run(
                gateway.url(),
                "--permitted",
                OPEN,
                "--headers",
                headers.toString(),
                "--backend-header",
                "X-From: backend");
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    private static void careful(HttpMessage request, OutputStream answer) throws IOException {
        boolean permitted = request.startLine().equals("GET " + OPEN + " HTTP/1.1")
                && request.fields().size() == 3
                && request.values("Host").size() == 1
                && request.values("Authorization").equals(List.of("Bearer good"));
        answer.write(RecordingServer.answer(permitted ? 200 : 403, permitted ? FROM_BACKEND : List.of(), ""));
        answer.close();
    }

    @Test
    void aCarefulGatewayPasses() {
        try (RecordingServer gateway = new RecordingServer(null, PepSelfTestCommandTest::careful)) {
            assertThat(test(gateway)).as(this::printed).isZero();
            assertThat(printed()).contains("0 of ", "37 not sent: needs a decision point that is down");
        }
    }

    @Test
    void aGatewayThatLooksAtTheTokenOnlyFails() {
        try (RecordingServer gateway = new RecordingServer(null, (request, answer) -> {
            boolean token = request.values("Authorization").contains("Bearer good");
            answer.write(RecordingServer.answer(token ? 200 : 401, token ? FROM_BACKEND : List.of(), ""));
            answer.close();
        })) {
            assertThat(test(gateway)).isEqualTo(1);
            assertThat(printed()).contains("✘ 28 a resource that was not granted", "✔ 20 no token");
        }
    }

    @Test
    void aGatewayThatLetsNothingThroughShowsNothing() {
        try (RecordingServer gateway = new RecordingServer(null, (request, answer) -> {
            answer.write(RecordingServer.answer(403, List.of(), ""));
            answer.close();
        })) {
            assertThat(test(gateway)).isEqualTo(1);
            assertThat(printed()).contains("nothing is shown");
        }
    }

    @Test
    void aGatewayElsewhereGetsNothingWithoutProof() {
        assertThat(run(
                        "http://192.0.2.1:80",
                        "--permitted",
                        OPEN,
                        "--headers",
                        headers.toString(),
                        "--backend-header",
                        "X-From:backend"))
                .isEqualTo(2);
        assertThat(printed()).contains("is not on this machine", "/.well-known/notenboom-pep-selftest");
    }
}
