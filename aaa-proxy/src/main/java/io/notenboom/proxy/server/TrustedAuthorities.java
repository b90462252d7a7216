// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The certificate authorities trusted for outbound HTTPS: the platform's and those of a PEM file. */
final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * @param further PEM file; null = the platform's only
     * @throws IllegalArgumentException if the file cannot be used
     */
    static TrustOptions of(@Nullable Path further) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : manager(null).getAcceptedIssuers()) {
                store.setCertificateEntry("platform-" + store.size(), authority);
            }
            if (further != null) {
                try (InputStream file = Files.newInputStream(further)) {
                    for (Certificate authority :
                            CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                        store.setCertificateEntry("further-" + store.size(), authority);
                    }
                }
            }
            return TrustOptions.wrap(manager(store));
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalArgumentException(
                    "Set notenboom.outbound.trust to a PEM file with certificates: " + further, failure);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509TrustManager) factory.getTrustManagers()[0];
    }
}
