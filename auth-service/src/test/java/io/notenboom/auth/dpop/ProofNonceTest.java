// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestKey;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.dpop.DpopProof;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Using proofs up, and nonces; the checks of the proof itself are in the tests of its verifier. */
class ProofNonceTest {

    private static final URI URL = URI.create("https://fhir.example/fhir/Task/1");
    private static final Secret TOKEN = Secret.of("token");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final TestKey key = new TestKey();
    private final List<Long> asked = new ArrayList<>();
    private final DpopNonces nonces = new DpopNonces(
            period -> {
                asked.add(period);
                return Secret.of("key of " + period);
            },
            clock);
    private final ProofValidation validation = new ProofValidation(
            new DpopVerifier(),
            new DpopVerifier(SignatureAlgorithm.all(), ProofValidation.lenientAge(), DpopVerifier.DEFAULT_FORWARD),
            new InMemoryStores.Once(),
            nonces,
            clock);

    @Test
    @DisplayName("second use of jti: of many at one time exactly one is valid")
    void secondUse() throws Exception {
        String proof = proof(key, "1", null);
        List<Callable<ProofOutcome>> calls = new ArrayList<>();
        for (int index = 0; index < 100; index++) {
            calls.add(() -> validation.validate(question(proof, key, true, false)));
        }
        List<ProofOutcome> outcomes = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
            for (Future<ProofOutcome> outcome : executor.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).containsOnlyOnce(new ProofOutcome.Valid());
        assertThat(outcomes).contains(new ProofOutcome.Invalid("jti already used"));
    }

    @Test
    @DisplayName("jti store key = jkt + jti: one jti of two keys counts for each")
    void replayKey() {
        TestKey other = new TestKey();
        assertThat(validation.validate(question(proof(key, "1", null), key, true, false)))
                .isEqualTo(new ProofOutcome.Valid());
        assertThat(validation.validate(question(proof(other, "1", null), other, true, false)))
                .isEqualTo(new ProofOutcome.Valid());
    }

    @Test
    @DisplayName("server nonce (use_dpop_nonce, rolling HMAC, no storage) for resource servers")
    void nonce() {
        String without = proof(key, "1", null);
        ProofOutcome needed = validation.validate(question(without, key, true, true));
        String nonce = nonces.current(DpopNonces.RESOURCE);

        assertThat(needed).isEqualTo(new ProofOutcome.NonceNeeded(nonce));
        assertThat(validation.validate(question(without, key, true, false))).isEqualTo(new ProofOutcome.Valid());
        assertThat(validation.validate(question(proof(key, "2", nonce), key, true, true)))
                .isEqualTo(new ProofOutcome.Valid());
        assertThat(validation.validate(question(proof(key, "3", nonces.current("somebody else")), key, true, true)))
                .isInstanceOf(ProofOutcome.NonceNeeded.class);
        assertThat(validation.validate(question(proof(key, "4", nonce + "A"), key, true, true)))
                .isInstanceOf(ProofOutcome.NonceNeeded.class);
        assertThat(validation.validate(question(proof(key, "5", "x"), key, true, true)))
                .isInstanceOf(ProofOutcome.NonceNeeded.class);
    }

    @Test
    void aNonceEndsWithinFiveMinutesAndIsForgedByNobody() {
        String nonce = nonces.current("a");
        clock.advance(Duration.ofSeconds(149));
        assertThat(nonces.accepts(java.util.Optional.of(nonce), "a")).isTrue();
        clock.advance(Duration.ofSeconds(152));
        assertThat(nonces.accepts(java.util.Optional.of(nonce), "a")).isFalse();
        DpopNonces others = new DpopNonces(period -> Secret.of("another key"), clock);
        assertThat(nonces.accepts(java.util.Optional.of(others.current("a")), "a"))
                .isFalse();
        assertThat(nonces.accepts(java.util.Optional.empty(), "a")).isFalse();
    }

    @Test
    void keysOfNoncesAreOfOneDayAndAskedForSeldom() {
        String unused = nonces.current("a") + nonces.current("b");
        assertThat(unused).isNotEmpty();
        assertThat(asked).hasSize(1);
        clock.advance(Duration.ofDays(1));
        assertThat(nonces.current("a")).isNotEqualTo(unused);
        assertThat(asked).hasSize(2).doesNotHaveDuplicates();
    }

    private String proof(TestKey signer, String id, @Nullable String nonce) {
        return new DpopProof(signer.jwk(), signer.signer())
                .build("GET", URL, TOKEN, new DpopProof.Terms(id, clock.instant(), nonce))
                .serialized();
    }

    private static ProofQuestion question(String proof, TestKey bound, boolean strict, boolean nonce) {
        return new ProofQuestion(
                proof, "GET", URL, TOKEN, bound.jwk().thumbprint(), new ProofQuestion.Terms(strict, nonce));
    }
}
