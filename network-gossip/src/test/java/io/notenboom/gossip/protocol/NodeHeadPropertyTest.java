// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.testing.Hostile;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A node head is what its node signed, or it is refused. */
class NodeHeadPropertyTest {

    private static final Digest NET = Digest.sha256(new byte[] {1});
    private static final Digest ROOT = Digest.sha256(new byte[] {2});
    private static final KeyPair KEYS = keys();
    private static final JwsSigner SIGNER = JwsSigner.inMemory(SignatureAlgorithm.ES256, KEYS.getPrivate());
    private static final NodeHead HEAD =
            new NodeHead("node-a", NET, Instant.ofEpochSecond(1_767_322_985), 7, ROOT, ROOT, 2, 7, "e1");
    private static final SignedNodeHead SIGNED = new NodeHeadSigner(SIGNER).sign(HEAD);

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Property
    void whatWasChangedIsNeverTakenForSigned(@ForAll long seed) {
        byte[] changed = Hostile.mutated(SIGNED.compact().getBytes(StandardCharsets.US_ASCII), new Random(seed));
        String compact = new String(changed, StandardCharsets.ISO_8859_1);
        if (compact.length() <= GossipLimits.MAX_HEAD_CHARACTERS) {
            try {
                assertThat(new NodeHeadVerifier(NET).verify(new SignedNodeHead(compact), KEYS.getPublic()))
                        .isEqualTo(HEAD);
                assertThat(compact).isEqualTo(SIGNED.compact());
            } catch (MalformedMessageException refused) {
                assertThat(refused).hasNoCause();
            }
        }
    }

    @Provide
    Arbitrary<Object> values() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(60).map(value -> value),
                Arbitraries.longs().map(value -> value),
                Arbitraries.doubles().map(value -> value),
                Arbitraries.of(true, Map.of("a", 1)),
                Arbitraries.of(NET.value(), ROOT.value()).map(value -> value));
    }

    /** A node of the network may sign what it likes. */
    @Property(tries = 300)
    void whatANodeSignsIsAHeadOrRefused(
            @ForAll("values") Object one, @ForAll("values") Object other, @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("node", "node-a");
        claims.put("net", NET.value());
        claims.put("time", 1_767_322_985L);
        claims.put("logRoot", ROOT.value());
        claims.put("headsRoot", ROOT.value());
        claims.put("epoch", "e1");
        for (String number : new String[] {"logSize", "streams", "events"}) {
            claims.put(number, random.nextInt(100));
        }
        String[] names = claims.keySet().toArray(String[]::new);
        claims.put(names[random.nextInt(names.length)], one);
        claims.put(names[random.nextInt(names.length)], other);
        String compact = Jws.signJson(Map.of("typ", NodeHeadSigner.TYPE), claims, SIGNER);
        if (compact.length() <= GossipLimits.MAX_HEAD_CHARACTERS) {
            try {
                NodeHead read = new NodeHeadVerifier(NET).verify(new SignedNodeHead(compact), KEYS.getPublic());
                assertThat(read.net()).isEqualTo(NET);
                assertThat(read.events()).isNotNegative();
            } catch (MalformedMessageException refused) {
                assertThat(refused).hasNoCause();
            }
        }
    }
}
