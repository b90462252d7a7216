// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.vertx.core.http.HttpServerRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.X509TrustManager;

/**
 * The certificate of a client, as the PDP is told of it: a token that is bound to one ({@code cnf.x5t#S256}, RFC 8705) counts only
 * on a connection whose client has shown that it has its key. Who issued it does not matter: the token names it.
 */
final class ClientCertificate {

    /** The header with the thumbprint; a client's own is never passed on. */
    static final String HEADER = "X-Client-Certificate";

    private ClientCertificate() {}

    /** The {@code x5t#S256} of the certificate with which the client opened its connection; empty if it showed none. */
    static Optional<String> thumbprint(HttpServerRequest request) {
        if (request.sslSession() == null) {
            return Optional.empty();
        }
        try {
            Certificate[] chain = request.sslSession().getPeerCertificates();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded());
            return Optional.of(Base64.getUrlEncoder().withoutPadding().encodeToString(digest));
        } catch (SSLPeerUnverifiedException none) {
            return Optional.empty();
        } catch (CertificateEncodingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("a certificate that TLS took cannot be encoded", impossible);
        }
    }

    /** Takes certificates of anybody: TLS has the client prove that it has the key, and nothing else is concluded from it. */
    static X509TrustManager anyIssuer() {
        return new AnyIssuer();
    }

    private static final class AnyIssuer implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            if (chain.length == 0) {
                throw new CertificateException("no certificate");
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("only clients are accepted");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
