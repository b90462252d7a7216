// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509TrustManager;

/**
 * Accepts whatever certificate a client shows: TLS proves only that the client has its private key. Nobody gets anything for a
 * certificate alone: operations compare it with what is registered, or bind a token to it (RFC 8705). Accepts no server.
 */
final class AnyClient implements X509TrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (chain.length == 0) {
            throw new CertificateException("no certificate");
        }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this side only accepts clients");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
