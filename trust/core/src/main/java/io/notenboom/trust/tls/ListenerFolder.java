// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.x509.PemIdentity;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/**
 * Key and certificate of one listener in a folder: {@code certificate.pem} and {@code key.pem} are those that the listener
 * reads. A request waits beside them as {@code pending.csr} with {@code pending.key}, so that the listener goes on until
 * the new pair is complete; what was in force before stays as {@code previous.pem} and {@code previous.key}. Keys are for
 * their owner only (mode 0600).
 */
@CheckReturnValue
public final class ListenerFolder {

    private static final int DNS_NAME = 2;
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final int MAX_BYTES = 65_536;
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;

    /** @param folder made when a request is made */
    public ListenerFolder(Path folder) {
        this.folder = folder;
    }

    /** The certificate and chain that the listener reads. */
    public Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** The key that the listener reads. */
    public Path key() {
        return folder.resolve("key.pem");
    }

    private Path pendingKey() {
        return folder.resolve("pending.key");
    }

    private Path pendingRequest() {
        return folder.resolve("pending.csr");
    }

    /** Whether a request waits for its certificate. */
    public boolean isPending() {
        return Files.exists(pendingKey());
    }

    /**
     * Makes a key and a request.
     *
     * @return the request, PEM, which is also in {@code pending.csr}
     * @throws FileAlreadyExistsException if a request waits already
     */
    public String request(TlsRequest wanted, TlsKeyKind kind) throws IOException {
        Files.createDirectories(folder);
        KeyPair pair = kind.generate();
        String request = wanted.pem(pair, kind);
        Files.createFile(pendingKey(), OWNER_ONLY);
        try {
            writeKey(pendingKey(), pair);
            Files.writeString(pendingRequest(), request);
        } catch (IOException unfinished) {
            withdraw();
            throw unfinished;
        }
        return request;
    }

    /** Forgets a request that waits, with its key. */
    public void withdraw() throws IOException {
        Files.deleteIfExists(pendingKey());
        Files.deleteIfExists(pendingRequest());
    }

    private static void writeKey(Path file, KeyPair pair) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(new JcaPKCS8Generator(pair.getPrivate(), null));
        }
        Files.writeString(file, text.toString(), StandardOpenOption.WRITE);
    }

    /**
     * Checks a certificate for the request that waits, or, if none does, for the key in force, and lets the listener read it.
     *
     * @param chain PEM: the certificate, then the issuers that go with it
     * @param authorities whom clients trust
     * @return what is in force now
     * @throws UnfitCertificateInputException that says what does not fit; nothing is changed then
     */
    public PemIdentity install(String chain, X509TrustManager authorities, Instant now) throws IOException {
        boolean pending = isPending();
        Path keyFile = pending ? pendingKey() : key();
        PemIdentity identity = PemIdentity.read(chain, read(keyFile), now);
        requireTrusted(identity.chain(), authorities);
        requireServer(identity.chain().getFirst());
        requireNames(identity.chain().getFirst(), wantedNames(pending));
        Path fresh = Files.writeString(folder.resolve("certificate.pem.new"), chain);
        keepPrevious();
        // nothing is left to be written when the first of the two files is replaced: a full disk does not part them
        if (pending) {
            move(pendingKey(), key());
        }
        move(fresh, certificate());
        Files.deleteIfExists(pendingRequest());
        return identity;
    }

    private static void requireTrusted(List<X509Certificate> chain, X509TrustManager authorities) {
        String exchange = "RSA".equals(chain.getFirst().getPublicKey().getAlgorithm()) ? "ECDHE_RSA" : "ECDHE_ECDSA";
        try {
            authorities.checkServerTrusted(chain.toArray(X509Certificate[]::new), exchange);
        } catch (CertificateException untrusted) {
            throw new UnfitCertificateInputException(
                    "no path leads from the certificate to a trusted authority: is an issuer missing in the file?");
        }
    }

    private static void requireServer(X509Certificate certificate) {
        try {
            List<String> usages = certificate.getExtendedKeyUsage();
            if (usages != null && !usages.contains(SERVER_AUTH)) {
                throw new UnfitCertificateInputException("the certificate is not for servers (serverAuth)");
            }
        } catch (CertificateParsingException malformed) {
            throw new UnfitCertificateInputException("the certificate's usages cannot be read");
        }
    }

    /** The names that were asked for; without a request those of the certificate in force. */
    private List<String> wantedNames(boolean pending) throws IOException {
        if (pending) {
            return TlsRequest.namesOf(read(pendingRequest()));
        }
        return installed().map(identity -> namesOf(identity.getFirst())).orElse(List.of());
    }

    private static void requireNames(X509Certificate certificate, List<String> wanted) {
        List<String> names = namesOf(certificate);
        List<String> missing =
                wanted.stream().filter(name -> !names.contains(name)).toList();
        if (!missing.isEmpty()) {
            throw new UnfitCertificateInputException("the certificate lacks " + String.join(", ", missing));
        }
    }

    /** DNS names of a certificate, in small letters. */
    public static List<String> namesOf(X509Certificate certificate) {
        try {
            Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            List<String> dns = new ArrayList<>();
            for (List<?> name : names == null ? List.<List<?>>of() : names) {
                if (Objects.equals(name.get(0), DNS_NAME)) {
                    dns.add(String.valueOf(name.get(1)).toLowerCase(Locale.ROOT));
                }
            }
            return dns;
        } catch (CertificateParsingException malformed) {
            throw new UnfitCertificateInputException("the names of the certificate cannot be read");
        }
    }

    private void keepPrevious() throws IOException {
        if (Files.exists(certificate()) && Files.exists(key())) {
            Files.copy(certificate(), folder.resolve("previous.pem"), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(
                    key(),
                    folder.resolve("previous.key"),
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The certificate in force and its chain, whether it has ended or not; empty if there is none. */
    public Optional<List<X509Certificate>> installed() throws IOException {
        return Files.exists(certificate()) ? Optional.of(PemIdentity.readChain(read(certificate()))) : Optional.empty();
    }

    private static String read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new UnfitCertificateInputException(file + " is too large");
        }
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
