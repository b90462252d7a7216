// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import io.notenboom.trust.x509.PemIdentity;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.vertx.core.net.KeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jboss.logging.Logger;

/**
 * Certificate and key of the public listener in their PEM files. A pair that is unfit (a half-written file, a key of another
 * certificate, an expired certificate) is reported once and never used: the one before goes on. Not safe for many threads.
 */
final class PublicIdentity {

    private static final Logger LOG = Logger.getLogger(PublicIdentity.class);
    private static final int MAX_BYTES = 65_536;
    private static final char[] NO_PASSWORD = new char[0];

    private final Path certificate;
    private final Path key;
    private final InstantSource clock;
    private Content seen = new Content("", "");
    private volatile Instant end = Instant.EPOCH;

    private record Content(String certificate, String key) {
        /** Never shows the key. */
        @Override
        public String toString() {
            return "Content[]";
        }
    }

    PublicIdentity(Path certificate, Path key, InstantSource clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
    }

    /**
     * The pair to begin with.
     *
     * @throws IllegalStateException that says what is wrong with it
     */
    KeyCertOptions first() {
        try {
            Content content = read();
            KeyCertOptions options = options(content);
            seen = content;
            return options;
        } catch (IOException | UnfitCertificateInputException unfit) {
            throw new IllegalStateException(
                    "the public listener cannot use " + certificate + " and " + key + ": " + reason(unfit), unfit);
        }
    }

    /** When the certificate ends that was taken last. */
    Instant end() {
        return end;
    }

    /** The pair, if the files were changed since the last look and hold a fit one. */
    Optional<KeyCertOptions> changed() {
        Content content;
        try {
            content = read();
        } catch (IOException unreadable) {
            report(new Content(reason(unreadable), ""), unreadable);
            return Optional.empty();
        }
        if (content.equals(seen)) {
            return Optional.empty();
        }
        try {
            KeyCertOptions options = options(content);
            seen = content;
            return Optional.of(options);
        } catch (UnfitCertificateInputException unfit) {
            report(content, unfit);
            return Optional.empty();
        }
    }

    private void report(Content content, Exception unfit) {
        if (!content.equals(seen)) {
            LOG.errorf(
                    "the public listener keeps its certificate: %s and %s cannot be used: %s",
                    certificate, key, reason(unfit));
            seen = content;
        }
    }

    private static String reason(Exception unfit) {
        return unfit instanceof IOException
                ? "cannot be read: " + unfit.getMessage()
                : String.valueOf(unfit.getMessage());
    }

    private Content read() throws IOException {
        return new Content(read(certificate), read(key));
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException(file + " is too large");
        }
        return Files.readString(file);
    }

    private KeyCertOptions options(Content content) {
        PemIdentity identity = PemIdentity.read(content.certificate(), content.key(), clock.instant());
        end = identity.chain().getFirst().getNotAfter().toInstant();
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "public", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, NO_PASSWORD);
            return KeyCertOptions.wrap(Arrays.stream(factory.getKeyManagers())
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .findFirst()
                    .orElseThrow());
        } catch (GeneralSecurityException | IOException impossible) {
            throw new UnfitCertificateInputException("the key cannot be used for TLS");
        }
    }
}
