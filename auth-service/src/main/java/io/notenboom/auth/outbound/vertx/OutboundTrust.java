// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.outbound.vertx;

import io.notenboom.trust.x509.Pem;
import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Trusts the certificate authorities of the Java runtime and those of a PEM bundle. */
final class OutboundTrust {

    private OutboundTrust() {}

    /** @throws IllegalStateException if the bundle cannot be read */
    static TrustOptions of(Optional<Path> bundle) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate certificate : defaultTrust().getAcceptedIssuers()) {
                store.setCertificateEntry("runtime-" + store.size(), certificate);
            }
            if (bundle.isPresent()) {
                for (X509Certificate certificate : Pem.readCertificates(Files.readString(bundle.get()))) {
                    store.setCertificateEntry("bundle-" + store.size(), certificate);
                }
            }
            return TrustOptions.wrap(trust(store));
        } catch (GeneralSecurityException | IOException failed) {
            throw new IllegalStateException("notenboom.outbound.trust cannot be read", failed);
        }
    }

    private static X509TrustManager defaultTrust() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init((KeyStore) null);
        return only(factory.getTrustManagers());
    }

    private static X509TrustManager trust(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return only(factory.getTrustManagers());
    }

    private static X509TrustManager only(TrustManager[] managers) {
        return Arrays.stream(managers)
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the Java runtime has no X.509 trust manager"));
    }
}
