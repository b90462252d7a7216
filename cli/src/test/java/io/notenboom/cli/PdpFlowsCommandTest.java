// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
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

/** The operator of a node whose Redis lost the flows. */
class PdpFlowsCommandTest {

    private final List<String> calls = new ArrayList<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private HttpServer server;
    private int status = 200;
    private String answer = "{\"state\":\"following\",\"flows\":3,\"upToDate\":true}";

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
                + exchange.getRequestHeaders().getFirst("Authorization"));
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--token-file");
        all.add(folder.resolve("token").toString());
        return PdpFlowsCommand.commandLine(stream(out), stream(err)).execute(all.toArray(new String[0]));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachReplicaHasALineAndTheStatusTellsWhetherAllFollow() {
        assertThat(run("status", "--url", url() + "," + url() + "/")).isZero();
        assertThat(calls)
                .containsExactly(
                        "GET /pdp/v1/flow-store Bearer nbt_secret", "GET /pdp/v1/flow-store Bearer nbt_secret");
        assertThat(out().lines()).hasSize(2).allMatch(line -> line.contains("following  3 flows"));
        answer = "{\"state\":\"lost\",\"flows\":3,\"known\":\"s1\",\"found\":\"\",\"upToDate\":false}";
        assertThat(run("status", "--url", url())).isEqualTo(1);
        assertThat(out()).contains("Redis is empty, known is s1", "pdp flows restore");
        answer = "{\"state\":\"lost\",\"flows\":3,\"known\":\"s1\",\"found\":\"s2\",\"upToDate\":false}";
        assertThat(run("status", "--url", url())).isEqualTo(1);
        assertThat(out()).contains("another one (s2)");
    }

    @Test
    void restoresFromEachReplicaAlsoAfterOneThatIsNotThere() {
        answer = "{\"state\":\"following\",\"flows\":3,\"restored\":2}";
        assertThat(run("restore", "--url", "http://127.0.0.1:1", "--url", url()))
                .isEqualTo(1);
        assertThat(calls).containsExactly("POST /pdp/v1/flow-store/restoration Bearer nbt_secret");
        assertThat(out()).contains("2 of them written to Redis");
        assertThat(err()).contains("http://127.0.0.1:1 cannot be reached");
        assertThat(run("restore", "--url", url())).isZero();
    }

    @Test
    void forgetsNothingUnlessTold() {
        assertThat(run("accept", "--url", url())).isEqualTo(1);
        assertThat(calls).containsExactly("GET /pdp/v1/flow-store Bearer nbt_secret");
        assertThat(err()).contains("nothing was forgotten").contains("--yes");
        answer = "{\"state\":\"following\",\"flows\":0,\"forgotten\":3}";
        assertThat(run("accept", "--yes", "--url", url())).isZero();
        assertThat(calls.getLast()).startsWith("POST /pdp/v1/flow-store/acceptance ");
        assertThat(out()).contains("3 forgotten");
    }

    @Test
    void aRefusalIsToldInTheNodesWords() {
        status = 403;
        answer = "{\"title\":\"Missing scope\",\"detail\":\"The token needs pdp:admin.\"}";
        assertThat(run("restore", "--url", url())).isEqualTo(1);
        assertThat(err()).contains("The token needs pdp:admin. (403)").doesNotContain("nbt_secret");
    }

    @Test
    void wrongArgumentsEndWithTwo() {
        StringWriter problems = new StringWriter();
        assertThat(PdpFlowsCommand.commandLine(stream(out), stream(err))
                        .setErr(new PrintWriter(problems))
                        .execute("restore", "--token-file", "t"))
                .isEqualTo(2);
        assertThat(problems.toString()).contains("--url");
    }
}
