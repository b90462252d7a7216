// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.InMemoryResourceServers;
import io.notenboom.auth.fakes.TestKey;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** private_key_jwt; names of the FAPI 2 tests of the OpenID Foundation for the authorization server's side. */
class ClientAssertionsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String ISSUER = "https://node.example/oauth2/a";
    private static final String OTHER_AUDIENCE = ISSUER + "/introspect";
    private static final SubjectId SUBJECT = new SubjectId("a");
    private static final URI KEYS = URI.create("https://gateway.example/jwks");

    private final SettableClock clock = new SettableClock(NOW);
    private final TestKey key = new TestKey();
    private final TestKey otherKey = new TestKey();
    private final InMemoryResourceServers store = new InMemoryResourceServers();
    private final List<URI> fetched = new ArrayList<>();
    private Optional<List<Jwk>> published = Optional.empty();
    private Set<String> furtherAudiences = Set.of();
    private int made;
    private ClientAuthenticator authenticator = authenticator();

    @BeforeEach
    void register() {
        add("inline", new ClientAuthentication.Keys(List.of(key.jwk())));
        add("address", new ClientAuthentication.KeysAt(KEYS));
    }

    private void add(String id, ClientAuthentication authentication) {
        assertThat(store.add(new ResourceServer(
                        SUBJECT,
                        id,
                        new ResourceServer.Terms("Gateway", List.of(ISSUER), AnswerProfile.CLAIMS, false),
                        authentication,
                        NOW)))
                .isTrue();
    }

    private ClientAuthenticator authenticator() {
        ClientKeys keys = new ClientKeys(
                url -> {
                    fetched.add(url);
                    return published;
                },
                clock);
        return new ClientAuthenticator(
                store,
                new ClientAssertions(
                        SignatureAlgorithm.all(), keys, furtherAudiences, new InMemoryStores.Once(), clock),
                new ClientCertificateCheck(List.of(), CertificateRevocationCheck.knowingNone(), clock),
                clock);
    }

    @Test
    void aGoodAssertionIsOfItsClient() {
        assertThat(sent(assertion(claims -> {}))).isEqualTo("inline");
    }

    @Test
    @DisplayName("client-assertion aud must be the issuer as a string (array refused, token endpoint URL refused)")
    void audience() {
        assertThat(sent(assertion(claims -> claims.putArray("aud").add(ISSUER))))
                .isEmpty();
        assertThat(sent(assertion(claims -> claims.put("aud", ISSUER + "/token"))))
                .isEmpty();
        assertThat(sent(assertion(claims -> claims.put("aud", ISSUER + "/")))).isEmpty();
        assertThat(sent(assertion(claims -> claims.put("aud", OTHER_AUDIENCE)))).isEmpty();
        assertThat(sent(assertion(claims -> claims.remove("aud")))).isEmpty();
    }

    @Test
    @DisplayName("accept issuer only by default, list extra accepted values per tenant")
    void furtherAudience() {
        furtherAudiences = Set.of(OTHER_AUDIENCE);
        authenticator = authenticator();
        assertThat(sent(assertion(claims -> claims.put("aud", OTHER_AUDIENCE)))).isEqualTo("inline");
        assertThat(sent(assertion(claims -> claims.put("jti", "2")))).isEqualTo("inline");
    }

    @Test
    @DisplayName("second use of jti: of many at one time exactly one wins")
    void onceOnly() throws Exception {
        String assertion = assertion(claims -> {});
        List<Callable<String>> calls = new ArrayList<>();
        for (int index = 0; index < 100; index++) {
            calls.add(() -> sent(assertion));
        }
        List<String> outcomes = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
            for (Future<String> outcome : executor.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).containsOnlyOnce("inline");
    }

    @Test
    @DisplayName("a jti is used up after the signature check: nobody uses up that of another")
    void nobodyUsesUpTheJtiOfAnother() {
        String forged = otherKey.sign(header(), claims());
        assertThat(sent(forged)).isEmpty();
        assertThat(sent(assertion(claims -> {}))).isEqualTo("inline");
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "exp", "jti"})
    @DisplayName("missing iss, sub, exp, jti")
    void missing(String claim) {
        assertThat(sent(assertion(claims -> claims.remove(claim)))).isEmpty();
    }

    @Test
    @DisplayName("iss and sub are the client")
    void parties() {
        assertThat(sent(assertion(claims -> claims.put("iss", "address")))).isEmpty();
        assertThat(sent(assertion(claims -> claims.put("sub", "address")))).isEmpty();
        assertThat(sent(assertion(claims -> claims.put("sub", "nobody").put("iss", "nobody"))))
                .isEmpty();
        assertThat(outcome("address", assertion(claims -> {}), ClientAssertions.TYPE))
                .isEmpty();
    }

    @Test
    @DisplayName("exp at most 5 minutes ahead, expired refused, nbf 8 s in future accepted")
    void times() {
        assertThat(sent(at("exp", 301))).isEmpty();
        assertThat(sent(at("exp", 300))).isEqualTo("inline");
        assertThat(sent(at("exp", -10))).isEmpty();
        assertThat(sent(at("nbf", 8))).isEqualTo("inline");
        assertThat(sent(at("nbf", 11))).isEmpty();
        assertThat(sent(at("iat", 11))).isEmpty();
        assertThat(sent(assertion(claims -> claims.put("exp", "soon")))).isEmpty();
        assertThat(sent(assertion(claims -> claims.put("iat", "now")))).isEmpty();
    }

    @Test
    @DisplayName("alg none, HS256, RS256, another type and an unknown key refused")
    void algorithms() {
        for (String algorithm : List.of("none", "HS256", "RS256", "PS256", "ES384")) {
            String[] parts = assertion(claims -> {}).split("\\.");
            String header = io.notenboom.trust.jose.Base64Url.encode("{\"alg\":\"" + algorithm + "\"}");
            assertThat(sent(header + "." + parts[1] + "." + parts[2]))
                    .as(algorithm)
                    .isEmpty();
        }
        assertThat(sent(key.sign(header().put("typ", "dpop+jwt"), claims()))).isEmpty();
        assertThat(sent(key.sign(header().put("kid", "other"), claims()))).isEmpty();
        assertThat(sent("a.b.c")).isEmpty();
        assertThat(outcome("inline", assertion(claims -> {}), "urn:other")).isEmpty();
    }

    @Test
    @DisplayName("keys at jwks_uri: kept, fetched again for a new kid, not for each unknown one")
    void keysAtAnAddress() {
        published = Optional.of(List.of(Jwk.parse(key.json("1"))));
        assertThat(byAddress(key, "1")).isEqualTo("address");
        assertThat(byAddress(key, "1")).isEqualTo("address");
        assertThat(fetched).hasSize(1);

        published = Optional.of(List.of(Jwk.parse(otherKey.json("2"))));
        clock.advance(java.time.Duration.ofSeconds(11));
        assertThat(byAddress(otherKey, "2")).isEqualTo("address");
        assertThat(fetched).hasSize(2);
        assertThat(byAddress(key, "3")).isEmpty();
        assertThat(byAddress(key, "4")).isEmpty();
        assertThat(fetched).hasSize(2);

        published = Optional.empty();
        clock.advance(java.time.Duration.ofMinutes(30));
        assertThat(byAddress(otherKey, "2")).isEqualTo("address");
        clock.advance(java.time.Duration.ofMinutes(31));
        assertThat(byAddress(otherKey, "2")).isEmpty();
    }

    private String byAddress(TestKey signer, String keyId) {
        ObjectNode claims = claims().put("iss", "address").put("sub", "address");
        return outcome("address", signer.sign(header().put("kid", keyId), claims), ClientAssertions.TYPE);
    }

    private String at(String claim, long offset) {
        return assertion(
                claims -> claims.put(claim, NOW.getEpochSecond() + offset).put("jti", claim + offset));
    }

    private String assertion(Consumer<ObjectNode> change) {
        ObjectNode claims = claims();
        change.accept(claims);
        return key.sign(header(), claims);
    }

    private static ObjectNode header() {
        return StrictJson.newObject().put("typ", "JWT");
    }

    private ObjectNode claims() {
        return StrictJson.newObject()
                .put("iss", "inline")
                .put("sub", "inline")
                .put("aud", ISSUER)
                .put("exp", clock.instant().getEpochSecond() + 60)
                .put("jti", "jti-" + clock.instant() + "-" + made++);
    }

    private String sent(String assertion) {
        return outcome("", assertion, ClientAssertions.TYPE);
    }

    /** The client that it is, or an empty text. */
    private String outcome(String clientId, String assertion, String type) {
        Map<String, String> form =
                Map.of("client_id", clientId, "client_assertion", assertion, "client_assertion_type", type);
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            PresentedClient presented =
                    new PresentedClient(SUBJECT, ISSUER, List.of(), FormParameters.parse(body), List.of());
            return authenticator.authenticate(presented) instanceof ClientOutcome.Authenticated known
                    ? known.server().id()
                    : "";
        } catch (io.notenboom.auth.form.MalformedFormException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
