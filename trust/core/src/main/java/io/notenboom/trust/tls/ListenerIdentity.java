// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import io.notenboom.trust.x509.PemIdentity;
import io.notenboom.trust.x509.UnfitCertificateInputException;
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
import java.util.function.Consumer;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Certificate and key of the public listener in their PEM files. A pair that is unfit (a half-written file, a key of another
 * certificate, an expired certificate) is reported once and never used: the one before goes on. Not safe for many threads.
 */
public final class ListenerIdentity {

    private static final System.Logger LOG = System.getLogger(ListenerIdentity.class.getName());
    private static final int MAX_BYTES = 65_536;
    private static final char[] NO_PASSWORD = new char[0];

    private final Path certificate;
    private final Path key;
    private final InstantSource clock;
    private Content seen = new Content("", "");
    private volatile @Nullable X509Certificate taken;

    private record Content(String certificate, String key) {
        /** Never shows the key. */
        @Override
        public String toString() {
            return "Content[]";
        }
    }

    /** Reads nothing yet. */
    public ListenerIdentity(Path certificate, Path key, InstantSource clock) {
        this.certificate = certificate;
        this.key = key;
        this.clock = clock;
    }

    /**
     * The pair to begin with.
     *
     * @throws IllegalStateException that says what is wrong with it
     */
    public X509KeyManager first() {
        try {
            Content content = read();
            PemIdentity identity = identity(content);
            X509KeyManager keys = keyManager(identity);
            inUse(content, identity);
            return keys;
        } catch (IOException | UnfitCertificateInputException unfit) {
            throw new IllegalStateException(
                    "the public listener cannot use " + certificate + " and " + key + ": " + reason(unfit), unfit);
        }
    }

    /** When the certificate ends that is in use. */
    public Instant end() {
        return certificate().map(shown -> shown.getNotAfter().toInstant()).orElse(Instant.EPOCH);
    }

    /** The certificate that is in use; empty before {@link #first}. */
    public Optional<X509Certificate> certificate() {
        return Optional.ofNullable(taken);
    }

    /**
     * Hands over the pair, if the files were changed since the last look and hold a fit one.
     *
     * @param use puts the pair into use; when that fails, with what it throws, the next look hands the pair over again
     * @return whether another pair is in use now
     */
    public boolean changed(Consumer<X509KeyManager> use) {
        Content content;
        try {
            content = read();
        } catch (IOException unreadable) {
            report(new Content(reason(unreadable), ""), unreadable);
            return false;
        }
        if (content.equals(seen)) {
            return false;
        }
        PemIdentity identity;
        X509KeyManager keys;
        try {
            identity = identity(content);
            keys = keyManager(identity);
        } catch (UnfitCertificateInputException unfit) {
            report(content, unfit);
            return false;
        }
        use.accept(keys);
        inUse(content, identity);
        return true;
    }

    private void inUse(Content content, PemIdentity identity) {
        seen = content;
        taken = identity.chain().getFirst();
    }

    private void report(Content content, Exception unfit) {
        if (!content.equals(seen)) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "the public listener keeps its certificate: {0} and {1} cannot be used: {2}",
                    certificate,
                    key,
                    reason(unfit));
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

    private PemIdentity identity(Content content) {
        return PemIdentity.read(content.certificate(), content.key(), clock.instant());
    }

    private static X509KeyManager keyManager(PemIdentity identity) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry(
                    "public", identity.key(), NO_PASSWORD, identity.chain().toArray(X509Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, NO_PASSWORD);
            return Arrays.stream(factory.getKeyManagers())
                    .filter(X509KeyManager.class::isInstance)
                    .map(X509KeyManager.class::cast)
                    .findFirst()
                    .orElseThrow();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new UnfitCertificateInputException("the key cannot be used for TLS");
        }
    }
}
