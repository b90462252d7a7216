// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.proxy;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.proxy.FaultyServer.Fault;
import io.notenboom.testkit.http.HttpMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** FHIR servers that break off, say nothing or too much: the client is told, or notices that the answer is not whole. */
final class BrokenServers {

    private static final int BROKEN_OFF = 0;
    private static final long MILLION = 1_000_000;
    private static final Map<Fault, String> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put(Fault.RESET, "a FHIR server that resets its connections");
        FAULTS.put(Fault.CLOSE, "a FHIR server that closes its connections");
        FAULTS.put(Fault.HALF, "a FHIR server that breaks off in the middle of its answer");
        FAULTS.put(Fault.SILENT, "a FHIR server that never answers");
        FAULTS.put(Fault.LONG_HEADERS, "a FHIR server with a header section of 100 kB");
        FAULTS.put(Fault.NONE, "the same FHIR server when it has recovered");
    }

    private final ProxyUnderTest proxy;
    private final FaultyServer backend;

    BrokenServers(ProxyUnderTest proxy, FaultyServer backend) {
        this.proxy = proxy;
        this.backend = backend;
    }

    void run(Drill drill) {
        FAULTS.forEach((fault, what) -> {
            boolean unused = drill.check(what, () -> ask(fault));
        });
    }

    /** What a client may be told; 0 = a broken connection. */
    private static Set<Integer> expected(Fault fault) {
        return switch (fault) {
            case RESET, CLOSE, LONG_HEADERS -> Set.of(502);
            case HALF -> Set.of(BROKEN_OFF, 502);
            case SILENT -> Set.of(504);
            case NONE, STREAM, ENDLESS -> Set.of(200);
        };
    }

    private String ask(Fault fault) throws IOException {
        backend.have(fault);
        long start = System.nanoTime();
        OpenClients.Client client = OpenClients.connect(proxy.tls().context(), "127.0.0.41", proxy.port());
        try (var socket = client.socket()) {
            socket.getOutputStream()
                    .write("GET /fhir/Patient/1 HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            int status = status(client);
            if (!expected(fault).contains(status)) {
                throw new StepFailure("the client was told " + status + " instead of " + expected(fault));
            }
            return (status == BROKEN_OFF ? "the client's connection was broken" : "the client was told " + status)
                    + " after " + (System.nanoTime() - start) / MILLION + " ms";
        } finally {
            backend.have(Fault.NONE);
        }
    }

    private static int status(OpenClients.Client client) {
        try {
            HttpMessage answer = HttpMessage.readAnswer(client.in(), false);
            return answer.status();
        } catch (IOException brokenOff) {
            return BROKEN_OFF;
        }
    }
}
