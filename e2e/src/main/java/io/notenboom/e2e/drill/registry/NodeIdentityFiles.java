// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.custody.tls.CustodianKeyManager;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.Pem;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * The node identity of a registry, as somebody who got hold of its folder can use it.
 *
 * @param signer signs node heads
 * @param certificate the node's certificate
 * @param tls shows the node's certificate and trusts everybody
 */
public record NodeIdentityFiles(JwsSigner signer, X509Certificate certificate, SSLContext tls) {

    static NodeIdentityFiles of(Node node) throws IOException, GeneralSecurityException {
        return of(
                node.folder().data(ServiceKind.REGISTRY),
                SealedFileCustodian.open(
                        node.folder().custody(),
                        node.spec().customer(),
                        node.secrets().passphraseFile()));
    }

    /**
     * The identity in these files.
     *
     * @param data of the registry
     * @param custodian of the node
     */
    public static NodeIdentityFiles of(Path data, KeyCustodian custodian) throws IOException, GeneralSecurityException {
        JsonNode identity = new ObjectMapper()
                .readTree(data.resolve("identity/node-identity.json").toFile());
        List<X509Certificate> chain =
                Pem.readCertificates(identity.path("chain").asText());
        KeyId key = new KeyId(identity.path("key").asText());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(
                new KeyManager[] {CustodianKeyManager.of(custodian, key, KeyPurpose.NODE_IDENTITY, chain)},
                trustEverybody(),
                new SecureRandom());
        return new NodeIdentityFiles(
                CustodianSigner.of(custodian, key, KeyPurpose.NODE_IDENTITY), chain.getFirst(), tls);
    }

    /** Of somebody hostile, who does not care who the others are. */
    public static TrustManager[] trustEverybody() {
        return new TrustManager[] {new TrustEverybody()};
    }

    /** A hostile node does not care who the others are. */
    private static final class TrustEverybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
