// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.selftest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A running gateway. Each request goes over a connection of its own, exactly as given.
 *
 * @param secure whether it is https; its certificate is checked
 * @param host host name
 * @param port port
 * @param tls whom to trust
 */
public record Target(boolean secure, String host, int port, SSLContext tls) {

    private static final int TIMEOUT_MILLISECONDS = 20_000;
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /**
     * Reads {@code https://host:port}.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public static Target of(String url, SSLContext tls) {
        URI uri = URI.create(url);
        boolean secure = "https".equals(uri.getScheme());
        boolean bare = uri.getRawPath() == null
                || uri.getRawPath().isEmpty()
                || uri.getRawPath().equals("/");
        if (!(secure || "http".equals(uri.getScheme()))
                || uri.getHost() == null
                || !bare
                || uri.getRawQuery() != null) {
            throw new IllegalArgumentException("give scheme, host and port only, such as https://localhost:8443");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : (secure ? HTTPS_PORT : HTTP_PORT);
        return new Target(secure, uri.getHost(), port, tls);
    }

    /** Whether every address of the host is on this machine. */
    public boolean loopback() throws IOException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            if (!address.isLoopbackAddress()) {
                return false;
            }
        }
        return true;
    }

    /** Sends a request and reads the head of the answer; a connection closed without one counts as {@link RawAnswer#NONE}. */
    RawAnswer send(Probe probe) throws IOException {
        try (Socket socket = connect();
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            socket.getOutputStream().write(probe.bytes(host).getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return RawAnswer.read(in);
        } catch (SocketException | SocketTimeoutException closed) {
            return RawAnswer.NONE;
        }
    }

    private Socket connect() throws IOException {
        Socket plain = new Socket();
        plain.connect(new InetSocketAddress(host, port), TIMEOUT_MILLISECONDS);
        plain.setSoTimeout(TIMEOUT_MILLISECONDS);
        if (!secure) {
            return plain;
        }
        SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, host, port, true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }
}
