// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Sends requests exactly as given, each on a connection of its own.
 *
 * @param sockets makes connections, plain or TLS
 * @param port port on 127.0.0.1 (asked for as {@code localhost})
 */
public record RawClient(SocketFactory sockets, int port) {

    private static final int TIMEOUT_MILLISECONDS = 20_000;
    private static final int ONE_SECOND = 1_000;

    /** Sends a request without a body. */
    public HttpMessage send(String method, String target, String... fields) throws IOException {
        return exchange(head(method, target, List.of(fields)), method.equals("HEAD"));
    }

    /** Sends a request with a body and its {@code Content-Length}. */
    public HttpMessage sendBody(String method, String target, String body, String... fields) throws IOException {
        return exchange(headOf(method, target, body, fields) + body, false);
    }

    /**
     * The same for a body that is probably refused by its length: a server that answers the head and closes would meet bytes of
     * the body, and reset the connection with its answer. So the body goes only when nothing comes within a second.
     */
    public HttpMessage offerBody(String method, String target, String body, String... fields) throws IOException {
        try (Socket connection = connect();
                BufferedInputStream in = new BufferedInputStream(connection.getInputStream())) {
            write(connection, headOf(method, target, body, fields));
            if (!answers(connection, in)) {
                write(connection, body);
            }
            return HttpMessage.readAnswer(in, false);
        }
    }

    private static boolean answers(Socket connection, BufferedInputStream in) throws IOException {
        in.mark(1);
        connection.setSoTimeout(ONE_SECOND);
        try {
            boolean some = in.read() >= 0;
            in.reset();
            return some;
        } catch (SocketTimeoutException nothing) {
            return false;
        } finally {
            connection.setSoTimeout(TIMEOUT_MILLISECONDS);
        }
    }

    private static String headOf(String method, String target, String body, String... fields) {
        String head = head(method, target, List.of(fields));
        return head.substring(0, head.length() - 2) + "Content-Length: " + body.length() + "\r\n\r\n";
    }

    private static String head(String method, String target, List<String> fields) {
        StringBuilder text = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        fields.forEach(field -> text.append(field).append("\r\n"));
        return text.append("\r\n").toString();
    }

    /** Sends bytes (ISO 8859-1) and reads one answer. */
    public HttpMessage exchange(String bytes, boolean head) throws IOException {
        try (Socket connection = connect();
                InputStream in = new BufferedInputStream(connection.getInputStream())) {
            write(connection, bytes);
            return HttpMessage.readAnswer(in, head);
        }
    }

    private static void write(Socket connection, String bytes) throws IOException {
        connection.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    /** Opens a connection, for tests that go step by step. */
    public Socket connect() throws IOException {
        Socket connection = sockets.createSocket("localhost", port);
        connection.setSoTimeout(TIMEOUT_MILLISECONDS);
        return connection;
    }
}
