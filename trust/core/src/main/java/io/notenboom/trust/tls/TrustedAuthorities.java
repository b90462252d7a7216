// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a client trusts in TLS: the authorities of a PEM bundle, with or without those of the Java runtime. */
public final class TrustedAuthorities {

    private TrustedAuthorities() {}

    /**
     * The certificates of a bundle and nobody else.
     *
     * @param bundle PEM file with one or more certificates
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it has no certificate or a malformed one
     */
    public static X509TrustManager only(Path bundle) throws IOException {
        return trusting(read(bundle));
    }

    /**
     * The authorities of the Java runtime, and those of a bundle if there is one.
     *
     * @param bundle PEM file with one or more certificates
     * @throws IOException when it cannot be read
     * @throws IllegalArgumentException when it has no certificate or a malformed one
     */
    public static X509TrustManager ofTheRuntimeAnd(Optional<Path> bundle) throws IOException {
        List<X509Certificate> authorities =
                new ArrayList<>(Arrays.asList(manager(null).getAcceptedIssuers()));
        if (bundle.isPresent()) {
            authorities.addAll(read(bundle.get()));
        }
        return trusting(authorities);
    }

    /** A context for clients that show no certificate of their own. */
    public static SSLContext context(X509TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has TLS", impossible);
        }
    }

    private static List<X509Certificate> read(Path bundle) throws IOException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream file = Files.newInputStream(bundle)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(file)) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (GeneralSecurityException malformed) {
            throw new IllegalArgumentException(bundle + " is no PEM bundle of certificates", malformed);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(bundle + " has no certificate");
        }
        return certificates;
    }

    private static X509TrustManager trusting(Collection<X509Certificate> authorities) throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("authority-" + store.size(), authority);
            }
            return manager(store);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java keeps certificates", impossible);
        }
    }

    private static X509TrustManager manager(@Nullable KeyStore store) {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .map(X509TrustManager.class::cast)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("every Java has a PKIX trust manager"));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has a PKIX trust manager", impossible);
        }
    }
}
