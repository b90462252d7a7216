// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.VerifiedJws;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** How many ES256 JWTs of a usual size one core parses and verifies through our own API. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class VerifyBenchmark {

    private static final int MAX_CHARACTERS = 10_000;

    private @Nullable String token;
    private @Nullable KeyPair keyPair;

    /** Makes a key and a token. */
    @Setup
    public void sign() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair made = generator.generateKeyPair();
        keyPair = made;
        token = Jws.sign(
                        Map.of("typ", "JWT", "kid", "did:web:example.nl:iam:1#0"),
                        ("{\"vc\":\"" + "x".repeat(700) + "\"}").getBytes(StandardCharsets.UTF_8),
                        JwsSigner.inMemory(SignatureAlgorithm.ES256, made.getPrivate()))
                .serialized();
    }

    /** Parses and verifies the token. */
    @Benchmark
    public VerifiedJws verify() {
        if (token == null || keyPair == null) {
            throw new IllegalStateException("not set up");
        }
        return JwsVerifier.verify(
                CompactJws.parse(token, MAX_CHARACTERS), keyPair.getPublic(), Set.of(SignatureAlgorithm.ES256));
    }
}
