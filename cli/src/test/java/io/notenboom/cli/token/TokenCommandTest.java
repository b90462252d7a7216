// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TOKEN = "nbt_" + "n".repeat(43);

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private HttpServer server;
    private int status = 200;
    private String answer = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(folder.resolve("token"), "nbt_secret\n");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--url");
        all.add("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        if (!arguments[0].equals("bootstrap")) {
            all.add("--token-file");
            all.add(folder.resolve("token").toString());
        }
        return TokenCommand.commandLine(stream(out), stream(err)).execute(all.toArray(new String[0]));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    @Test
    void aNewTokenIsTheOneLineOfStandardOutput() throws IOException {
        status = 201;
        answer =
                "{\"id\":\"t1\",\"name\":\"EHR\",\"scopes\":[\"vdr:read\"],\"expires\":\"2026-12-21T10:00:00Z\",\"token\":\""
                        + TOKEN + "\"}";

        assertThat(run("create", "--name", "EHR", "--scope", "vdr:read", "--scope", "vcr:read", "--subject", "a"))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(TOKEN + System.lineSeparator());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("t1").doesNotContain(TOKEN);
        String[] call = calls.getFirst().split(" ", 5);
        assertThat(List.of(call).subList(0, 4)).containsExactly("POST", "/auth/v1/api-tokens", "Bearer", "nbt_secret");
        assertThat(JSON.readTree(call[4]))
                .isEqualTo(JSON.readTree(
                        "{\"name\":\"EHR\",\"days\":30,\"scopes\":[\"vdr:read\",\"vcr:read\"],\"subjects\":[\"a\"]}"));
    }

    @Test
    void theListShowsEachToken() {
        answer = "{\"tokens\":[{\"id\":\"t1\",\"name\":\"EHR\",\"scopes\":[\"vdr:read\"],\"state\":\"active\","
                + "\"expires\":\"2026-12-21T10:00:00Z\"}],\"next\":\"t1\"}";
        assertThat(run("list", "--after", "t 0")).isZero();
        assertThat(calls.getFirst()).startsWith("GET /auth/v1/api-tokens?after=t+0 ");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("t1", "EHR", "active", "never");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--after t1");
    }

    @Test
    void aTokenIsRotatedAndRevoked() {
        answer = "{\"id\":\"t1\",\"name\":\"EHR\",\"scopes\":[],\"token\":\"" + TOKEN + "\"}";
        assertThat(run("rotate", "t1", "--overlap-hours", "2")).isZero();
        assertThat(calls.getFirst())
                .startsWith("POST /auth/v1/api-tokens/t1/rotation ")
                .endsWith("{\"overlapHours\":2}");
        status = 204;
        answer = "";
        assertThat(run("revoke", "t/1")).isZero();
        assertThat(calls.getLast()).startsWith("DELETE /auth/v1/api-tokens/t%2F1 ");
    }

    @Test
    void whatTheNodeSaysIsTold() {
        status = 403;
        answer = "{\"detail\":\"Nobody gives more than he has.\"}";
        assertThat(run("revoke", "t1")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Nobody gives more than he has. (403)");
    }

    @Test
    void aNodeThatIsNotThereIsToldToo() {
        server.stop(0);
        assertThat(run("list")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot be reached");
    }

    @Test
    void wrongArgumentsAreTold() {
        assertThat(run("create", "--name", "x")).isEqualTo(2);
    }
}
