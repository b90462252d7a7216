// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.rotate;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotateCommandTest {

    private static final String DID = "did:web:node.example%3A8443:iam:1";
    private static final String ROTATION = """
            {"kind":"did-key","id":"did:web:node.example%3A8443:iam:1","due":"2027-05-20T10:00:00Z","overdue":false,
            "keys":[{"id":"did:web:node.example%3A8443:iam:1#k1","state":"active","since":"2026-11-21T10:00:00Z",
            "signsFrom":"2026-11-21T10:00:00Z","until":null,"live":{"credentials":2,"credentialsUntil":null,
            "withoutEnd":true,"others":{"status-list":"2026-11-22T10:10:00Z"}}}]}""";

    private final List<String> calls = new ArrayList<>();
    private final Map<String, String> answers = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private int status = 200;

    @TempDir
    Path folder;

    private HttpServer server;

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
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        calls.add(call + " " + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        byte[] body = answers.getOrDefault(call, "{\"detail\":\"no\"}").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        if (!all.contains("--url")) {
            all.addAll(List.of("--url", url, "--registry-url", url + "/"));
        }
        all.addAll(List.of("--token-file", folder.resolve("token").toString()));
        return RotateCommand.commandLine(new PrintStream(out, true), new PrintStream(err, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void listsAllPagesOfBothServicesAndEachThingOnce() {
        answers.put("GET /auth/v1/rotations?limit=100", "{\"rotations\":[" + ROTATION + "],\"next\":\"did-key/x\"}");
        answers.put(
                "GET /auth/v1/rotations?limit=100&after=did-key%2Fx",
                "{\"rotations\":[{\"kind\":\"api-token\",\"id\":\"t1\",\"overdue\":true,\"keys\":[]}],\"next\":null}");
        answers.put("GET /registry/v1/rotations?limit=100", "{\"rotations\":[" + ROTATION + "],\"next\":null}");
        assertThat(run("list")).isZero();
        assertThat(calls).hasSize(3).allMatch(call -> call.contains("Bearer nbt_secret"));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "did-key " + DID + ", due 2027-05-20T10:00:00Z",
                        "    active      " + DID
                                + "#k1  since 2026-11-21T10:00:00Z  needed for 2 credentials until they"
                                + " are revoked, status-list until 2026-11-22T10:10:00Z",
                        "api-token t1 OVERDUE");
    }

    @Test
    void theControlPlaneIsAskedForItsKindsAndListedWhenNoNodeIsNamed() {
        String url = "http://127.0.0.1:" + server.getAddress().getPort();
        answers.put("POST /hosting/v1/rotations", ROTATION);
        assertThat(run("start", "redis-password", "c7f3k2")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("redis-password: --hosting-url");
        assertThat(run("start", "redis-password", "c7f3k2", "--hosting-url", url))
                .isZero();
        assertThat(calls.getLast()).startsWith("POST /hosting/v1/rotations ");

        calls.clear();
        answers.put(
                "GET /hosting/v1/rotations?limit=100&kind=audit-key",
                "{\"rotations\":[" + ROTATION + "],\"next\":null}");
        assertThat(run("list", "--kind", "audit-key", "--hosting-url", url)).isZero();
        assertThat(calls).as("nobody else knows this kind").hasSize(1);
        calls.clear();
        answers.put("GET /auth/v1/rotations?limit=100", "{\"rotations\":[],\"next\":null}");
        answers.put("GET /registry/v1/rotations?limit=100", "{\"rotations\":[],\"next\":null}");
        assertThat(run("list", "--hosting-url", url)).isZero();
        assertThat(calls).as("its tokens are others than a node's").noneMatch(call -> call.contains("/hosting/"));
        answers.put("GET /hosting/v1/rotations?limit=100", "{\"rotations\":[" + ROTATION + "],\"next\":null}");
        assertThat(run("list", "--hosting-url", url, "--url", "", "--registry-url", ""))
                .isZero();
        assertThat(calls.getLast()).startsWith("GET /hosting/v1/rotations");
    }

    @Test
    void previewsAndBegins() {
        answers.put(
                "POST /auth/v1/rotations/preview",
                "{\"rotation\":" + ROTATION + ",\"steps\":[{\"at\":null,\"key\":\"next\",\"state\":\"retired\","
                        + "\"effect\":\"leaves\"}]}");
        answers.put("POST /auth/v1/rotations", ROTATION);
        assertThat(run("preview", "did-key", DID, "--emergency")).isZero();
        assertThat(calls.getLast()).endsWith("{\"kind\":\"did-key\",\"id\":\"" + DID + "\",\"emergency\":true}");
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("later", "retired", "next: leaves");
        assertThat(run("start", "did-key", DID)).isZero();
        assertThat(calls.getLast()).startsWith("POST /auth/v1/rotations Bearer");
    }

    @Test
    void anEmergencyIsConfirmedAndNamesTheServiceThatHasTheKey() {
        assertThat(run("emergency", "did-key", DID, "--yes")).isEqualTo(2);
        assertThat(run("emergency", "did-key", DID, "--key", DID + "#k1")).isEqualTo(2);
        assertThat(calls).isEmpty();
        String path = "POST /auth/v1/rotations/did-key/did%3Aweb%3Anode.example%253A8443%3Aiam%3A1/emergency";
        answers.put(path, ROTATION);
        assertThat(run("emergency", "did-key", DID, "--yes", "--key", DID + "#k1"))
                .isZero();
        assertThat(calls.getLast()).startsWith(path).endsWith("{\"key\":\"" + DID + "#k1\"}");
        answers.put("POST /registry/v1/rotations", ROTATION);
        assertThat(run("start", "node-certificate", "n")).isZero();
        assertThat(calls.getLast()).startsWith("POST /registry/v1/rotations ");
    }

    @Test
    void aSecretIsTheOnlyLineOfOutput() {
        answers.put(
                "POST /auth/v1/rotations",
                "{\"kind\":\"api-token\",\"id\":\"t1\",\"overdue\":false,\"keys\":[],\"secret\":\"nbt_new\"}");
        assertThat(run("start", "api-token", "t1")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("nbt_new" + System.lineSeparator());
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("api-token t1");
    }

    @Test
    void whatRemainsToBeDoneIsTold() {
        answers.put(
                "POST /registry/v1/rotations/contract-certificate/c1/emergency",
                "{\"kind\":\"contract-certificate\",\"id\":\"c1\",\"overdue\":false,\"keys\":[],"
                        + "\"remains\":\"have the Foundation revoke it\"}");
        assertThat(run("emergency", "contract-certificate", "c1", "--yes", "--key", "c1"))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Remains to be done: have the Foundation revoke it");
    }

    @Test
    void saysWhatTheNodeRefused() {
        status = 409;
        answers.put("POST /auth/v1/rotations", "{\"detail\":\"The document holds 16 keys.\"}");
        assertThat(run("start", "did-key", DID)).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("The document holds 16 keys.");
    }
}
