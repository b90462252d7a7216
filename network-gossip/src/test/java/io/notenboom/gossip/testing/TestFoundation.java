// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.testing;

import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.SubjectName;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** A Foundation that issues node certificates for localhost, with keys in memory. */
public final class TestFoundation {

    private static final char[] PASSWORD = "test".toCharArray();

    private final KeyPair keys = newKeys();
    private final Instant now = Instant.now();
    private final X509Certificate root;
    private final Map<String, Identity> nodes = new ConcurrentHashMap<>();

    /** Key and certificates of a node. */
    public record Identity(KeyPair keys, List<X509Certificate> chain) {}

    public TestFoundation(String network) {
        this.root = CertificateIssuer.foundation(network, keys.getPublic(), signer(keys), now);
    }

    public static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static JwsSigner signer(KeyPair keys) {
        return JwsSigner.of(SignatureAlgorithm.ES256, input -> {
            try {
                Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                signature.initSign(keys.getPrivate());
                signature.update(input);
                return signature.sign();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    public Identity node(String name) {
        return nodes.computeIfAbsent(name, n -> issue(n, false));
    }

    private Identity issue(String name, boolean contract) {
        KeyPair caKeys = newKeys();
        SubjectName caName = SubjectName.ofVendor("Vendor " + name, "Node CA", "12345678");
        X509Certificate ca =
                CertificateIssuer.of(root, signer(keys)).certificateAuthority(caName, caKeys.getPublic(), now);
        KeyPair leafKeys = newKeys();
        CertificateIssuer issuer = CertificateIssuer.of(ca, signer(caKeys));
        SubjectName subject = new SubjectName(name, "Vendor " + name, "Utrecht", "", "NL", "12345678");
        X509Certificate leaf = contract
                ? issuer.contract(subject, leafKeys.getPublic(), now)
                : issuer.nodeIdentity(subject, leafKeys.getPublic(), List.of("localhost"), now);
        return new Identity(leafKeys, List.of(leaf, ca));
    }

    public PeerTrustManager trust() {
        return new PeerTrustManager(root, InstantSource.system(), certificate -> false);
    }

    public SSLContext tls(String name) {
        return tls(name, this);
    }

    public SSLContext tls(String name, TestFoundation trusted) {
        return context(node(name), trusted);
    }

    public SSLContext contractTls(String name) {
        return context(issue(name, true), this);
    }

    public SSLContext tlsWithoutCertificate() {
        return context(new KeyManager[0], this);
    }

    private static SSLContext context(Identity identity, TestFoundation trusted) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, PASSWORD);
            store.setKeyEntry(
                    "node",
                    identity.keys().getPrivate(),
                    PASSWORD,
                    identity.chain().toArray(Certificate[]::new));
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, PASSWORD);
            return context(factory.getKeyManagers(), trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SSLContext context(KeyManager[] keys, TestFoundation trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {trusted.trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
