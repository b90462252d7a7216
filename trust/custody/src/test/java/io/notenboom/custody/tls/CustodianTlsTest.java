// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.CustodyException;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.SubjectName;
import java.io.IOException;
import java.net.InetAddress;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustodianTlsTest {

    private static final int TIMEOUT_MILLISECONDS = 10_000;

    /** JSSE validates with the clock of the machine, so these certificates are made as of now. */
    private final Instant now = Instant.now().minusSeconds(60);

    private final InMemoryCustodian foundation = new InMemoryCustodian(new SettableClock(now));
    private final KeyId foundationKey = foundation.create(KeyPurpose.FOUNDATION_CA);
    private final X509Certificate root = CertificateIssuer.foundation(
            "test",
            foundation.publicKey(foundationKey),
            CustodianSigner.of(foundation, foundationKey, KeyPurpose.FOUNDATION_CA),
            now);

    /** One node with its own custodian, node CA and node identity. */
    private final class Node {
        final InMemoryCustodian custodian = new InMemoryCustodian(new SettableClock(now));
        final KeyId identityKey;
        final List<X509Certificate> chain;

        Node(String name, String curve) throws Exception {
            KeyId caKey = custodian.create(KeyPurpose.NODE_CA);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            KeyPair pair = generator.generateKeyPair();
            identityKey = custodian.importKey(KeyPurpose.NODE_IDENTITY, pair);
            SubjectName subject = SubjectName.ofVendor(name, "node", "90000101");
            X509Certificate ca = CertificateIssuer.of(
                            root, CustodianSigner.of(foundation, foundationKey, KeyPurpose.FOUNDATION_CA))
                    .certificateAuthority(subject, custodian.publicKey(caKey), now);
            X509Certificate identity = CertificateIssuer.of(
                            ca, CustodianSigner.of(custodian, caKey, KeyPurpose.NODE_CA))
                    .nodeIdentity(subject, custodian.publicKey(identityKey), List.of("localhost"), now);
            chain = List.of(identity, ca);
        }

        KeyManager keyManager() {
            return CustodianKeyManager.of(custodian, identityKey, KeyPurpose.NODE_IDENTITY, chain);
        }
    }

    private SSLContext context(KeyManager... keyManagers) throws Exception {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("foundation", root);
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers, trust.getTrustManagers(), null);
        return context;
    }

    /**
     * A real handshake on loopback; answers who the server saw. If it fails, throws what the server met: what the client
     * meets of a refusal (alert, reset, end of stream) depends on timing.
     */
    private String handshake(String protocol, SSLContext server, SSLContext client) throws Exception {
        try (SSLServerSocket listener = (SSLServerSocket)
                        server.getServerSocketFactory().createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            listener.setNeedClientAuth(true);
            listener.setEnabledProtocols(new String[] {protocol});
            listener.setSoTimeout(TIMEOUT_MILLISECONDS);
            Callable<String> serve = () -> {
                try (SSLSocket socket = (SSLSocket) listener.accept()) {
                    socket.setSoTimeout(TIMEOUT_MILLISECONDS);
                    int read = socket.getInputStream().read();
                    socket.getOutputStream().write(read + 1);
                    return socket.getSession().getPeerPrincipal().getName();
                }
            };
            Future<String> seen = threads.submit(serve);
            Future<Boolean> called = threads.submit(() -> call(client, listener.getLocalPort(), protocol));
            String peer = seen.get();
            assertThat(called.get()).isTrue();
            return peer;
        }
    }

    private static boolean call(SSLContext client, int port, String protocol) throws IOException {
        try (SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLISECONDS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write(41);
            assertThat(socket.getInputStream().read()).isEqualTo(42);
            return socket.getSession().getProtocol().equals(protocol);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, secp256r1, secp256r1",
        "TLSv1.2, secp256r1, secp256r1",
        "TLSv1.3, secp384r1, secp256r1",
        "TLSv1.2, secp256r1, secp384r1",
    })
    void bothSidesProveTheirKeysThroughTheirCustodians(String protocol, String serverCurve, String clientCurve)
            throws Exception {
        Node server = new Node("Vendor A", serverCurve);
        Node client = new Node("Vendor B", clientCurve);
        assertThat(handshake(protocol, context(server.keyManager()), context(client.keyManager())))
                .contains("CN=Vendor B node");
    }

    @Test
    void aClientWithoutACertificateIsRefused() throws Exception {
        Node server = new Node("Vendor A", "secp256r1");
        SSLContext serverContext = context(server.keyManager());
        SSLContext anonymous = context();
        assertThatThrownBy(() -> handshake("TLSv1.3", serverContext, anonymous))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aKeyOfAnotherPurposeDoesNotServeTls() throws Exception {
        Node server = new Node("Vendor A", "secp256r1");
        Node client = new Node("Vendor B", "secp256r1");
        KeyManager wrong = CustodianKeyManager.of(server.custodian, server.identityKey, KeyPurpose.DID, server.chain);
        SSLContext serverContext = context(wrong);
        SSLContext clientContext = context(client.keyManager());
        assertThatThrownBy(() -> handshake("TLSv1.3", serverContext, clientContext))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(SSLException.class);
    }

    @Test
    void aCertificateOfAnotherKeyIsRefused() throws Exception {
        Node one = new Node("Vendor A", "secp256r1");
        Node other = new Node("Vendor B", "secp256r1");
        assertThatThrownBy(() ->
                        CustodianKeyManager.of(one.custodian, one.identityKey, KeyPurpose.NODE_IDENTITY, other.chain))
                .isInstanceOf(CustodyException.class);
    }

    @Test
    void thePrivateKeyHasNoEncoding() throws Exception {
        CustodianKeyManager manager = (CustodianKeyManager) new Node("Vendor A", "secp256r1").keyManager();
        assertThat(manager.getPrivateKey("custodian").getEncoded()).isNull();
        assertThat(manager.getPrivateKey("other")).isNull();
    }
}
