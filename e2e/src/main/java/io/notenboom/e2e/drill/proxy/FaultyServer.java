// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.proxy;

import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A FHIR server on 127.0.0.1 that has the fault it is told to have. One request for each connection. */
final class FaultyServer implements AutoCloseable {

    private static final int BACKLOG = 256;
    private static final int LONG = 100_000;
    private static final int PARTS = 3;
    private static final int PART = 65_536;
    private static final int ENDLESS = 1 << 30;

    private final ServerSocket listener;
    private final AtomicInteger requests = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch heldBack = new CountDownLatch(1);
    private volatile Fault fault = Fault.NONE;

    /** What it does when a request has come. */
    enum Fault {
        /** Answers as it should. */
        NONE,
        /** Resets the connection. */
        RESET,
        /** Closes the connection. */
        CLOSE,
        /** Promises 1000 bytes, sends half and closes. */
        HALF,
        /** Says nothing. */
        SILENT,
        /** Sends a header section of 100 kB. */
        LONG_HEADERS,
        /** Sends the first part of its answer, and the rest when it is released. */
        STREAM,
        /** Sends more than anybody reads. */
        ENDLESS
    }

    FaultyServer() {
        try {
            listener = new ServerSocket(0, BACKLOG, InetAddress.getByName("127.0.0.1"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        var unused = Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** From now on it has this fault. */
    void have(Fault next) {
        fault = next;
    }

    /** Requests whose header section came. */
    int requests() {
        return requests.get();
    }

    /** Streams go on. */
    void release() {
        released.countDown();
    }

    /** Passes when the connection of an {@link Fault#ENDLESS} answer was broken. */
    CountDownLatch heldBack() {
        return heldBack;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                var unused = Thread.ofVirtual().start(() -> serve(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        Fault now = fault;
        try (connection;
                InputStream in = new BufferedInputStream(connection.getInputStream());
                OutputStream out = connection.getOutputStream()) {
            if (HttpMessage.readRequest(in).isPresent()) {
                requests.incrementAndGet();
                answer(now, connection, in, out);
            }
        } catch (IOException broken) {
            if (now == Fault.ENDLESS) {
                heldBack.countDown();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(Fault now, Socket connection, InputStream in, OutputStream out)
            throws IOException, InterruptedException {
        switch (now) {
            case NONE -> out.write(RecordingServer.answer(200, List.of("Connection: close"), "{}"));
            case RESET -> connection.setSoLinger(true, 0);
            case CLOSE -> connection.shutdownOutput();
            case HALF -> out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "x".repeat(500)));
            case SILENT -> in.transferTo(OutputStream.nullOutputStream());
            case LONG_HEADERS ->
                out.write(bytes("HTTP/1.1 200 OK\r\nX-Long: " + "a".repeat(LONG) + "\r\nContent-Length: 0\r\n\r\n"));
            case STREAM -> stream(out);
            case ENDLESS -> endless(out);
        }
    }

    private void stream(OutputStream out) throws IOException, InterruptedException {
        out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: " + PARTS * PART + "\r\n\r\n"));
        out.write(new byte[PART]);
        out.flush();
        released.await();
        for (int part = 1; part < PARTS; part++) {
            out.write(new byte[PART]);
        }
    }

    private static void endless(OutputStream out) throws IOException {
        out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: " + ENDLESS + "\r\n\r\n"));
        for (int sent = 0; sent < ENDLESS; sent += PART) {
            out.write(new byte[PART]);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Bytes of a {@link Fault#STREAM}. */
    static int streamed() {
        return PARTS * PART;
    }

    @Override
    public void close() {
        release();
        try {
            listener.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
