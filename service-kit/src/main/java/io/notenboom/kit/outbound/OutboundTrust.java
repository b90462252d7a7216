// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom outbound TLS trusts: the authorities of the Java runtime, and those of a PEM bundle. */
public final class OutboundTrust {

    private OutboundTrust() {}

    /**
     * Reads the bundle.
     *
     * @param bundle PEM file with one or more certificates
     * @throws UncheckedIOException when it cannot be read
     * @throws IllegalArgumentException when it has no certificate or a malformed one
     */
    public static X509TrustManager of(Optional<Path> bundle) {
        try {
            List<X509Certificate> authorities =
                    new ArrayList<>(Arrays.asList(manager(null).getAcceptedIssuers()));
            if (bundle.isPresent()) {
                authorities.addAll(read(bundle.get()));
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("ca-" + i, authorities.get(i));
            }
            return manager(store);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read notenboom.outbound.trust", unreadable);
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException("notenboom.outbound.trust is no PEM bundle of certificates", malformed);
        }
    }

    private static List<X509Certificate> read(Path bundle) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(bundle)))) {
            certificates.add((X509Certificate) certificate);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException("notenboom.outbound.trust has no certificate");
        }
        return certificates;
    }

    private static X509TrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(store);
        return Arrays.stream(factory.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("every Java has a PKIX trust manager"));
    }
}
