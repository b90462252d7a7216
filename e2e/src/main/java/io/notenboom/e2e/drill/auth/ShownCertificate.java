// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.launcher.node.Node;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate that a listener shows to a new connection, whoever issued it. Nothing is sent over that connection. */
public final class ShownCertificate {

    private static final int MILLISECONDS = 10_000;

    private ShownCertificate() {}

    /** That of the public listener of an authorization server. */
    static X509Certificate of(Node node) {
        return at(node.ports().authPublic());
    }

    /** That of the peer listener of a registry. */
    public static X509Certificate ofPeerListener(Node node) {
        return at(node.ports().peer());
    }

    private static X509Certificate at(int port) {
        AtomicReference<@Nullable X509Certificate> shown = new AtomicReference<>();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Looking(shown)}, new SecureRandom());
            try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
                    SSLSocket socket =
                            (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", port, true)) {
                socket.setSoTimeout(MILLISECONDS);
                socket.startHandshake();
            }
        } catch (SSLException refusedAfterwards) {
            // a listener for peers shows its certificate, and wants one then
            if (shown.get() == null) {
                throw new StepFailure("no certificate was shown: " + refusedAfterwards.getMessage());
            }
        } catch (GeneralSecurityException | IOException failure) {
            throw new StepFailure("the listener cannot be reached: " + failure.getMessage());
        }
        return Objects.requireNonNull(shown.get(), "a server shows a certificate");
    }

    private static final class Looking extends X509ExtendedTrustManager {

        private final AtomicReference<@Nullable X509Certificate> shown;

        Looking(AtomicReference<@Nullable X509Certificate> shown) {
            this.shown = shown;
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            shown.set(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {
            shown.set(chain[0]);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
            shown.set(chain[0]);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
