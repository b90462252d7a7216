// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.proxy;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.proxy.FaultyServer.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The end of an AAA-proxy in the middle of answers: they come whole, nothing new is begun, and the process ends. */
final class Draining {

    private static final int STREAMS = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long MILLION = 1_000_000;

    private final ProxyUnderTest proxy;
    private final FaultyServer backend;

    Draining(ProxyUnderTest proxy, FaultyServer backend) {
        this.proxy = proxy;
        this.backend = backend;
    }

    void run(Drill drill) {
        boolean unused = drill.check("an AAA-proxy that is told to end in the middle of answers", this::end);
    }

    private String end() throws Exception {
        List<OpenClients.Client> streams = new ArrayList<>();
        OpenClients.Client further = client();
        try {
            ProxyChecks.require(200, further.ask(), "is the answer to a client that stays connected");
            backend.have(Fault.STREAM);
            for (int stream = 0; stream < STREAMS; stream++) {
                streams.add(begun());
            }
            backend.have(Fault.NONE);
            ProcessHandle process = proxy.process();
            long told = System.nanoTime();
            CompletableFuture<Void> ended = CompletableFuture.runAsync(proxy::close, Thread::startVirtualThread);
            int refused = Await.until("a refusal of new requests", PATIENCE, () -> {
                int status = further.ask();
                return status == 200 ? Optional.<Integer>empty() : Optional.of(status);
            });
            ProxyChecks.require(503, refused, "is the answer to a new request");
            backend.release();
            for (OpenClients.Client stream : streams) {
                whole(stream);
            }
            ended.get(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS);
            if (process.isAlive() || proxy.log().contains("cut off")) {
                throw new StepFailure("it did not end by itself when all answers were given");
            }
            return STREAMS + " answers came whole, a new request was told 503, it ended after "
                    + (System.nanoTime() - told) / MILLION + " ms";
        } finally {
            backend.release();
            further.socket().close();
            for (OpenClients.Client stream : streams) {
                stream.socket().close();
            }
        }
    }

    private OpenClients.Client client() throws IOException {
        return OpenClients.connect(proxy.tls().context(), "127.0.0.51", proxy.port());
    }

    /** A client that has begun to read an answer. */
    private OpenClients.Client begun() throws IOException {
        OpenClients.Client client = client();
        client.socket()
                .getOutputStream()
                .write("GET /fhir/Binary/1 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(StandardCharsets.ISO_8859_1));
        client.socket().getOutputStream().flush();
        if (client.in().read() != 'H') {
            throw new StepFailure("the answer does not begin");
        }
        return client;
    }

    private static void whole(OpenClients.Client client) throws IOException {
        String answer = "H" + new String(client.in().readAllBytes(), StandardCharsets.ISO_8859_1);
        int body = answer.length() - answer.indexOf("\r\n\r\n") - 4;
        ProxyChecks.require(FaultyServer.streamed(), body, "bytes of an answer came");
    }
}
