// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands in the place of the FHIR server behind a gateway under test: answers every request and counts what comes. A connection
 * on which nothing is sent does not count.
 */
public final class StandInBackend implements BackendWatch, AutoCloseable {

    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Type: application/fhir+json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}";
    private static final int BUFFER_BYTES = 16_384;
    private static final int IDLE_MILLISECONDS = 2_000;

    private final ServerSocket socket;
    private final AtomicInteger arrived = new AtomicInteger();

    /** Listens on a port of 127.0.0.1; 0 = a free one. */
    public StandInBackend(int port) throws IOException {
        socket = new ServerSocket(port, 100, InetAddress.getByName("127.0.0.1"));
        var unused = Thread.ofVirtual().start(this::accept);
    }

    /** The port. */
    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                var unused = Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                InputStream in = connection.getInputStream();
                OutputStream out = connection.getOutputStream()) {
            connection.setSoTimeout(IDLE_MILLISECONDS);
            if (in.read(new byte[BUFFER_BYTES]) > 0) {
                arrived.incrementAndGet();
                out.write(ANSWER.getBytes(StandardCharsets.ISO_8859_1));
                out.flush();
            }
        } catch (IOException broken) {
            connection.isClosed();
        }
    }

    @Override
    public boolean reached(RawAnswer answer) {
        return arrived.getAndSet(0) > 0;
    }

    @Override
    public String describe() {
        return "127.0.0.1:" + port() + " stands in for the server behind the gateway";
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
