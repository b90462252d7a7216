// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts the certificate authorities of the Java runtime and those in a PEM bundle. */
public final class OutboundTrust {

    private OutboundTrust() {}

    /**
     * The trust manager.
     *
     * @throws IllegalStateException when the bundle cannot be read
     */
    public static X509TrustManager of(Optional<Path> bundle) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : manager(null).getAcceptedIssuers()) {
                add(store, authority);
            }
            if (bundle.isPresent()) {
                try (InputStream pem = Files.newInputStream(bundle.get())) {
                    for (Certificate authority :
                            CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                        add(store, authority);
                    }
                }
            }
            return manager(store);
        } catch (GeneralSecurityException | IOException unreadable) {
            throw new IllegalStateException("notenboom.outbound.trust cannot be read.", unreadable);
        }
    }

    private static void add(KeyStore store, Certificate authority) throws GeneralSecurityException {
        store.setCertificateEntry("authority-" + store.size(), authority);
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager found) {
                return found;
            }
        }
        throw new IllegalStateException("This Java platform has no X.509 trust manager.");
    }
}
