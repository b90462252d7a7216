// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** HTTP clients that trust the development authority and nobody else. */
public final class DevelopmentHttp {

    private DevelopmentHttp() {}

    /** HTTP/1.1, no redirects, 5 s to connect. */
    public static HttpClient trusting(String authorityPem) {
        return trusting(authorityPem, Duration.ofSeconds(5));
    }

    /** The same with another time to connect. */
    public static HttpClient trusting(String authorityPem, Duration connect) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .sslContext(sslContext(authorityPem))
                .build();
    }

    private static SSLContext sslContext(String authorityPem) {
        try {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            trusted.setCertificateEntry(
                    "authority",
                    CertificateFactory.getInstance("X.509")
                            .generateCertificate(
                                    new ByteArrayInputStream(authorityPem.getBytes(StandardCharsets.US_ASCII))));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("the development authority's certificate cannot be used", failure);
        }
    }
}
