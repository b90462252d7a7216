// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.proxy;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.testkit.http.HttpMessage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.SSLContext;

/** Clients with a TLS connection each, from loopback addresses of choice, that stay connected between requests. */
final class OpenClients implements AutoCloseable {

    private static final int AT_ONCE = 64;
    private static final int TIMEOUT_MILLISECONDS = 30_000;
    private static final int BUFFER_BYTES = 512;
    private static final byte[] REQUEST =
            "GET /fhir/Patient/1 HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

    private final SSLContext tls;
    private final int port;
    private final ExecutorService workers =
            Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
    private final Queue<Client> clients = new ConcurrentLinkedQueue<>();

    OpenClients(SSLContext tls, int port) {
        this.tls = tls;
        this.port = port;
    }

    /** One of them. */
    record Client(Socket socket, InputStream in) {

        /** Asks once on the open connection; answers the status, 0 when the connection is closed. */
        int ask() {
            try {
                socket.getOutputStream().write(REQUEST);
                socket.getOutputStream().flush();
                return HttpMessage.readAnswer(in, false).status();
            } catch (IOException closed) {
                return 0;
            }
        }
    }

    /** A connection of a client with this address, that nobody else has. */
    static Client connect(SSLContext tls, String address, int port) throws IOException {
        Socket plain = new Socket();
        plain.bind(new InetSocketAddress(address, 0));
        plain.connect(new InetSocketAddress("127.0.0.1", port), TIMEOUT_MILLISECONDS);
        plain.setSoTimeout(TIMEOUT_MILLISECONDS);
        Socket secure = tls.getSocketFactory().createSocket(plain, "localhost", port, true);
        return new Client(secure, new BufferedInputStream(secure.getInputStream(), BUFFER_BYTES));
    }

    /**
     * Connects so many more with this address; each asks as soon as it is connected, because whoever says nothing is let go. Answers
     * how many got 200.
     */
    int connect(String address, int count) throws InterruptedException {
        List<Callable<Integer>> connecting = Collections.nCopies(count, () -> {
            Client client = connect(tls, address, port);
            clients.add(client);
            return client.ask();
        });
        return answered(connecting);
    }

    /** Asks once more on every connection that was made; answers how many got 200. */
    int askAll() throws InterruptedException {
        return answered(
                clients.stream().<Callable<Integer>>map(client -> client::ask).toList());
    }

    private int answered(List<Callable<Integer>> questions) throws InterruptedException {
        return Math.toIntExact(
                all(questions).stream().filter(status -> status == 200).count());
    }

    private <T> List<T> all(List<Callable<T>> tasks) throws InterruptedException {
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> done : workers.invokeAll(tasks)) {
                results.add(done.get());
            }
        } catch (ExecutionException failure) {
            throw new StepFailure("a client cannot connect: " + failure.getCause());
        }
        return results;
    }

    /** Closes all connections. */
    @Override
    public void close() {
        workers.close();
        for (Client client : clients) {
            try {
                client.socket().close();
            } catch (IOException peerIsGone) {
                // whoever closed it first, it is closed
                continue;
            }
        }
    }
}
