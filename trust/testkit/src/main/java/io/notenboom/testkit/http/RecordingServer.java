// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 server on loopback that keeps every request as it came and answers what it is told to. */
public final class RecordingServer implements AutoCloseable {

    /** Writes the answer to a request. */
    @FunctionalInterface
    public interface Responder {

        /** Writes status line, header and body; closing the stream closes the connection. */
        void respond(HttpMessage request, OutputStream answer) throws IOException;
    }

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private final ServerSocket socket;
    private final List<HttpMessage> received = new CopyOnWriteArrayList<>();
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile Responder responder;
    private volatile byte @Nullable [] early;

    /**
     * Listens on a free port of 127.0.0.1.
     *
     * @param sockets makes the listening socket; null = plain TCP
     */
    public RecordingServer(@Nullable ServerSocketFactory sockets, Responder responder) {
        this.responder = responder;
        try {
            ServerSocketFactory factory = sockets == null ? ServerSocketFactory.getDefault() : sockets;
            this.socket = factory.createServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var unused = Thread.ofVirtual().start(this::accept);
    }

    /** A responder that always answers the same. */
    public static Responder answering(int status, List<String> fields, String body) {
        return (request, answer) -> answer.write(answer(status, fields, body));
    }

    /** The bytes of an answer; {@code Content-Length} is added. */
    public static byte[] answer(int status, List<String> fields, String body) {
        StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Status\r\n");
        fields.forEach(field -> text.append(field).append("\r\n"));
        text.append("Content-Length: ").append(body.length()).append("\r\n\r\n").append(body);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Answers differently from now on. */
    public void respondWith(Responder next) {
        responder = next;
    }

    /** Answers so from now on as soon as a connection has sent something, and reads no further; nothing is recorded. */
    public void respondBeforeBody(byte[] answer) {
        early = answer.clone();
    }

    /** The port. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Its URL without a path. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** What came, in order. */
    public List<HttpMessage> received() {
        return List.copyOf(received);
    }

    /** The last request that came. */
    public HttpMessage last() {
        return received.getLast();
    }

    /** Forgets what came. */
    public void forget() {
        received.clear();
    }

    private void add(HttpMessage request) {
        synchronized (received) {
            received.add(request);
            received.notifyAll();
        }
    }

    /**
     * What came, once that is this many requests.
     *
     * @throws IllegalStateException if it takes longer than 30 s
     */
    public List<HttpMessage> await(int count) throws InterruptedException {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
        synchronized (received) {
            while (received.size() < count) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new IllegalStateException("only " + received.size() + " requests came");
                }
                received.wait(Math.max(1, left / 1_000_000));
            }
        }
        return received();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                var unused = Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = connection.getOutputStream()) {
            byte[] bytes = early;
            if (bytes != null && in.read() >= 0) {
                out.write(bytes);
                out.flush();
                connection.shutdownOutput();
                in.transferTo(OutputStream.nullOutputStream());
                return;
            }
            for (Optional<HttpMessage> request = HttpMessage.readRequest(in);
                    request.isPresent();
                    request = HttpMessage.readRequest(in)) {
                add(request.get());
                responder.respond(request.get(), out);
                out.flush();
            }
        } catch (IOException broken) {
            connections.remove(connection);
        }
    }

    /** Stops listening and closes all connections. */
    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
