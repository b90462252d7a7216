// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.vertx.core.http.HttpServerRequest;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** The certificates of a client on the peer listener. */
public final class PeerCertificates {

    private PeerCertificates() {}

    /** The chain that TLS has verified, end certificate first; empty on every other listener. */
    public static List<X509Certificate> of(HttpServerRequest request) {
        if (!request.isSSL() || AcceptedBy.current() != Listener.PEER) {
            return List.of();
        }
        try {
            return Arrays.stream(request.sslSession().getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException none) {
            return List.of();
        }
    }
}
