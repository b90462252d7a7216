// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.proxy;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.proxy.FaultyServer.Fault;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Clients that send a byte now and then, or do not read: each is let go, and nobody else waits for them. */
final class SlowClients {

    private static final String ADDRESS = "127.0.0.31";
    private static final long BETWEEN_BYTES = 50;
    private static final int PATIENCE_SECONDS = 20;
    private static final long MILLION = 1_000_000;
    private static final String BODY_FOLLOWS =
            " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/fhir+json\r\nContent-Length: 100000\r\n\r\n";

    private final ProxyUnderTest proxy;
    private final FaultyServer backend;
    private final RecordingServer pdp;

    SlowClients(ProxyUnderTest proxy, FaultyServer backend, RecordingServer pdp) {
        this.proxy = proxy;
        this.backend = backend;
        this.pdp = pdp;
    }

    void run(Drill drill) {
        boolean all = drill.check("a client that sends its headers byte by byte is let go", this::headers)
                & drill.check("a client that sends a Task byte by byte is let go", this::task)
                & drill.check("a client that sends another body byte by byte is let go", this::body)
                & drill.check("a client that does not read its answer is let go", this::unread);
        if (!all) {
            drill.note("the log of the AAA-proxy tells more");
        }
    }

    private String headers() throws Exception {
        pdp.forget();
        String seen = drip("", 0);
        ProxyChecks.require(1, pdp.received().size(), "requests were shown to the decision point");
        return seen;
    }

    private String task() throws Exception {
        int before = backend.requests();
        String seen = drip("PUT /fhir/Task/1" + BODY_FOLLOWS, 408);
        ProxyChecks.require(before + 1, backend.requests(), "requests reached the FHIR server");
        return seen;
    }

    private String body() throws Exception {
        return drip("POST /fhir/Observation" + BODY_FOLLOWS, 504);
    }

    /** Sends the beginning, then a byte now and then, until there is an answer or the end of the connection (0). */
    private String drip(String beginning, int expected) throws Exception {
        long start = System.nanoTime();
        OpenClients.Client slow = OpenClients.connect(proxy.tls().context(), ADDRESS, proxy.port());
        try (var socket = slow.socket()) {
            OutputStream out = socket.getOutputStream();
            out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
            Thread sender = Thread.ofVirtual().start(() -> send(out));
            other();
            int status = answer(slow);
            sender.interrupt();
            sender.join();
            ProxyChecks.require(expected, status, "is what it was told (0 = closed)");
        }
        return (expected == 0 ? "closed" : "told " + expected) + " after " + (System.nanoTime() - start) / MILLION
                + " ms; another client was answered meanwhile";
    }

    private static void send(OutputStream out) {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                out.write('x');
                out.flush();
                Thread.sleep(BETWEEN_BYTES);
            }
        } catch (IOException closed) {
            Thread.currentThread().interrupt();
        } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
        }
    }

    private static int answer(OpenClients.Client client) {
        try {
            return HttpMessage.readAnswer(client.in(), false).status();
        } catch (IOException closed) {
            return 0;
        }
    }

    private void other() throws IOException {
        OpenClients.Client client = OpenClients.connect(proxy.tls().context(), "127.0.0.32", proxy.port());
        try (var socket = client.socket()) {
            if (!socket.isConnected()) {
                throw new StepFailure("another client cannot connect");
            }
            ProxyChecks.require(200, client.ask(), "is what another client was told");
        }
    }

    private String unread() throws Exception {
        backend.have(Fault.ENDLESS);
        long start = System.nanoTime();
        OpenClients.Client client = OpenClients.connect(proxy.tls().context(), ADDRESS, proxy.port());
        try (var socket = client.socket()) {
            socket.getOutputStream()
                    .write("GET /fhir/Binary/1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            if (!backend.heldBack().await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new StepFailure("the answer is still held after " + PATIENCE_SECONDS + " s");
            }
        } finally {
            backend.have(Fault.NONE);
        }
        return "the FHIR server's connection was given up after " + (System.nanoTime() - start) / MILLION + " ms";
    }
}
