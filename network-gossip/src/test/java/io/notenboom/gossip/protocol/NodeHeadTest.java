// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NodeHeadTest {

    private static final Digest NET = Digest.sha256(new byte[] {9});
    private static final Digest ROOT = Digest.sha256(new byte[] {8});

    private final KeyPair keys = keys();
    private final NodeHead head =
            new NodeHead("node-a", NET, Instant.ofEpochSecond(1_767_322_985), 7, ROOT, ROOT, 2, 7, "e1");

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aHeadSignedByThePeerIsRead() {
        SignedNodeHead signed =
                new NodeHeadSigner(JwsSigner.inMemory(SignatureAlgorithm.ES256, keys.getPrivate())).sign(head);
        assertThat(new NodeHeadVerifier(NET).verify(signed, keys.getPublic())).isEqualTo(head);
    }

    @Test
    void anotherKeyAnotherNetworkAndAnotherTextAreRefused() {
        SignedNodeHead signed =
                new NodeHeadSigner(JwsSigner.inMemory(SignatureAlgorithm.ES256, keys.getPrivate())).sign(head);
        refused(new NodeHeadVerifier(NET), signed, keys());
        refused(new NodeHeadVerifier(ROOT), signed, keys);
        String compact = signed.compact();
        refused(
                new NodeHeadVerifier(NET),
                new SignedNodeHead("e30." + compact.substring(compact.indexOf('.') + 1)),
                keys);
        refused(new NodeHeadVerifier(NET), new SignedNodeHead("no head"), keys);
    }

    private static void refused(NodeHeadVerifier verifier, SignedNodeHead head, KeyPair keys) {
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> verifier.verify(head, keys.getPublic()));
    }
}
