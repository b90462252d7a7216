// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.load;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept open and carries one request at a time. Does as little as HTTP/1.1 allows, so that what is
 * measured is the server.
 */
public final class HttpConnection implements Closeable {

    private static final int TIMEOUT_MILLIS = 20_000;
    private static final int BUFFER = 16 * 1024;
    private static final String LENGTH = "content-length:";
    private static final String RETRY = "retry-after:";

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final byte[] line = new byte[BUFFER];
    private byte[] body = new byte[0];
    private int retryAfterSeconds;

    /** To a port of this machine. */
    public HttpConnection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER);
        this.out = socket.getOutputStream();
    }

    /** A POST of a form. */
    public static byte[] post(String path, String headers, String form) {
        return ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                        + headers + "Content-Length: " + form.length() + "\r\n\r\n" + form)
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Sends a request and reads its answer, which has to tell its length. */
    public int exchange(byte[] request) throws IOException {
        out.write(request);
        int status = Integer.parseInt(readLine().split(" ", 3)[1]);
        int length = -1;
        retryAfterSeconds = 0;
        for (String header = readLine(); !header.isEmpty(); header = readLine()) {
            String name = header.toLowerCase(Locale.ROOT);
            if (name.startsWith(LENGTH)) {
                length = Integer.parseInt(header.substring(LENGTH.length()).strip());
            } else if (name.startsWith(RETRY)) {
                retryAfterSeconds =
                        Integer.parseInt(header.substring(RETRY.length()).strip());
            }
        }
        if (length < 0) {
            throw new IOException("an answer without content-length");
        }
        body = in.readNBytes(length);
        return status;
    }

    /** How long to stay away, as the last answer said; 0 if it did not. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** Body of the last answer. */
    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    private String readLine() throws IOException {
        int length = 0;
        while (true) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (next == '\n') {
                return new String(line, 0, Math.max(0, length - 1), StandardCharsets.ISO_8859_1);
            }
            line[length++] = (byte) next;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
