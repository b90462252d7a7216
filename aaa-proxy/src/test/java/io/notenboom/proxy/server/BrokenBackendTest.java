// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FHIR servers that do not speak HTTP as they should: the client gets a whole answer, a clear error, or notices that it broke off. */
@Timeout(60)
class BrokenBackendTest {

    @TempDir
    Path folder;

    private ProxyFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new ProxyFixture(folder);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void answers(String bytes) {
        fixture.backend.respondWith((request, answer) -> {
            answer.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            answer.flush();
            answer.close();
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon here\r\n",
                "SSH-2.0-OpenSSH\r\n"
            })
    void whatIsNoAnswerIs502(String bytes) throws IOException {
        answers(bytes);
        HttpMessage answer = fixture.client.send("GET", "/fhir/Patient/1");
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.body()).contains("backend_failed");
    }

    @Test
    void aHeaderSectionThatIsTooLargeIs502() throws IOException {
        answers("HTTP/1.1 200 OK\r\nX-Long: " + "a".repeat(100_000) + "\r\nContent-Length: 0\r\n\r\n");
        assertThat(fixture.client.send("GET", "/fhir/Patient/1").status()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffff\r\nhello"
            })
    void anAnswerThatBreaksOffNeverLooksWhole(String bytes) {
        answers(bytes);
        assertThatThrownBy(() -> {
                    HttpMessage answer = fixture.client.send("GET", "/fhir/Patient/1");
                    if (answer.status() == 502) {
                        throw new IOException("told before anything was passed on");
                    }
                })
                .isInstanceOf(Exception.class);
    }

    @Test
    void interimAnswersAreNotTakenForTheAnswer() throws IOException {
        answers("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        HttpMessage answer = fixture.client.send("GET", "/fhir/Patient/1");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
    }

    @Test
    void anAnswerBeforeTheWholeBodyCameIsPassedOn() throws IOException {
        fixture.backend.respondBeforeBody(RecordingServer.answer(413, List.of("Connection: close"), "early"));
        try (Socket connection = fixture.client.connect()) {
            connection
                    .getOutputStream()
                    .write("POST /fhir/Binary HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n12345"
                            .getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = new BufferedInputStream(connection.getInputStream());
            HttpMessage answer = HttpMessage.readAnswer(in, false);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body()).isEqualTo("early");
        }
    }
}
