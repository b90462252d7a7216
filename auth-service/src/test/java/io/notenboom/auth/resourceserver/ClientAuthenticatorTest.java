// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.fakes.InMemoryResourceServers;
import io.notenboom.auth.fakes.TestAuthority;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.form.MalformedFormException;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.x509.CertificateRevocationCheck.Outcome;
import io.notenboom.trust.x509.Fingerprints;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ClientAuthenticatorTest {

    private static final String ISSUER = "https://node.example/oauth2/a";
    private static final SubjectId SUBJECT = new SubjectId("a");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final InMemoryResourceServers store = new InMemoryResourceServers();
    private final ResourceServers servers = new ResourceServers(store, new RandomTokens(), 5, clock);
    private final TestAuthority authority = new TestAuthority("CN=Authority", clock);
    private Outcome revocation = Outcome.GOOD;
    private final ClientAuthenticator authenticator = new ClientAuthenticator(
            store,
            new ClientAssertions(
                    SignatureAlgorithm.all(),
                    new ClientKeys(url -> java.util.Optional.empty(), clock),
                    Set.of(),
                    new InMemoryStores.Once(),
                    clock),
            new ClientCertificateCheck(List.of(authority.certificate()), (_, _) -> revocation, clock),
            clock);

    @Test
    @DisplayName("Basic with hashed secret: right secret of this subject only, nothing kept that could be sent")
    void basic() {
        Secret secret = registered("gw", AuthenticationMethod.CLIENT_SECRET_BASIC);

        assertThat(secret.reveal()).startsWith("nbs_").hasSize(47);
        assertThat(byBasic(SUBJECT, "gw", secret.reveal())).isEqualTo("gw");
        assertThat(byBasic(SUBJECT, "gw", secret.reveal() + "x")).isEmpty();
        assertThat(byBasic(SUBJECT, "gw", "")).isEmpty();
        assertThat(byBasic(SUBJECT, "nobody", "of nobody")).isEmpty();
        assertThat(byBasic(SUBJECT, "gw", "of nobody")).isEmpty();
        assertThat(byBasic(new SubjectId("b"), "gw", secret.reveal())).isEmpty();
        ClientAuthentication.Secrets kept = (ClientAuthentication.Secrets)
                store.find(SUBJECT, "gw").orElseThrow().authentication();
        assertThat(byBasic(SUBJECT, "gw", kept.secrets().getFirst().sha256())).isEmpty();
        assertThat(kept.toString()).doesNotContain(kept.secrets().getFirst().sha256());
    }

    @Test
    void aHeaderThatIsNotBasicIsNobody() {
        for (String header :
                List.of("Basic", "Basic !!", "Basic " + base64("gw"), "Digest x", "Basic " + base64(":x"))) {
            assertThat(authenticated(SUBJECT, List.of(header), "token=t", List.of()))
                    .as(header)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("the one method that is registered, and one at a time")
    void oneMethod() {
        Secret basic = registered("basic", AuthenticationMethod.CLIENT_SECRET_BASIC);
        Secret post = registered("post", AuthenticationMethod.CLIENT_SECRET_POST);

        assertThat(byPost("post", post)).isEqualTo("post");
        assertThat(byPost("basic", basic)).isEmpty();
        assertThat(byBasic(SUBJECT, "post", post.reveal())).isEmpty();
        assertThat(authenticator.authenticate(presented(
                        SUBJECT,
                        List.of("Basic " + base64("basic:" + basic.reveal())),
                        "client_secret=x&client_id=post",
                        List.of())))
                .isInstanceOf(ClientOutcome.Ambiguous.class);
        assertThat(authenticated(SUBJECT, List.of(), "token=t", List.of())).isEmpty();
        assertThat(authenticated(SUBJECT, List.of(), "client_secret=" + post.reveal(), List.of()))
                .isEmpty();
    }

    @Test
    @DisplayName("rotation with overlap: both secrets for a while, then the new one only")
    void rotation() {
        Secret first = registered("gw", AuthenticationMethod.CLIENT_SECRET_BASIC);
        Secret second = rotated("gw", Duration.ofHours(1));

        assertThat(byBasic(SUBJECT, "gw", first.reveal())).isEqualTo("gw");
        assertThat(byBasic(SUBJECT, "gw", second.reveal())).isEqualTo("gw");
        clock.advance(Duration.ofHours(1));
        assertThat(byBasic(SUBJECT, "gw", first.reveal())).isEmpty();
        Secret third = rotated("gw", Duration.ZERO);
        assertThat(byBasic(SUBJECT, "gw", second.reveal())).isEmpty();
        assertThat(byBasic(SUBJECT, "gw", third.reveal())).isEqualTo("gw");
        assertThatThrownBy(() -> servers.rotateSecret(SUBJECT, "gw", Duration.ofDays(31)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(servers.rotateSecret(SUBJECT, "nobody", Duration.ZERO))
                .isInstanceOf(ResourceServerOutcome.NotFound.class);
    }

    @Test
    @DisplayName("mTLS: the registered certificate itself, while it is valid")
    void selfSigned() {
        X509Certificate own = new TestAuthority("CN=gateway", clock).certificate();
        X509Certificate other = new TestAuthority("CN=gateway", clock).certificate();
        register("gw", new ClientAuthentication.Certificates(List.of(Fingerprints.x5tS256(own))));

        assertThat(byCertificate("gw", own)).isEqualTo("gw");
        assertThat(byCertificate("gw", other)).isEmpty();
        assertThat(authenticated(SUBJECT, List.of(), "client_id=gw", List.of())).isEmpty();
        clock.advance(Duration.ofDays(400));
        assertThat(byCertificate("gw", own)).isEmpty();
    }

    @Test
    @DisplayName("mTLS: a certificate of a trusted authority with the registered name, not revoked")
    void named() {
        X509Certificate gateway = authority.issue("O=Zorg,CN=gateway", "gateway.example");
        X509Certificate other = authority.issue("O=Zorg,CN=other", "other.example");
        X509Certificate foreign =
                new TestAuthority("CN=Authority", clock).issue("O=Zorg,CN=gateway", "gateway.example");
        register("dn", named(CertificateName.Kind.SUBJECT_DN, "CN=gateway, O=Zorg"));
        register("dns", named(CertificateName.Kind.SAN_DNS, "Gateway.Example"));
        register("uri", named(CertificateName.Kind.SAN_URI, "gateway.example"));

        assertThat(byCertificate("dn", gateway)).isEqualTo("dn");
        assertThat(byCertificate("dns", gateway)).isEqualTo("dns");
        assertThat(byCertificate("uri", gateway)).isEmpty();
        assertThat(byCertificate("dn", other)).isEmpty();
        assertThat(byCertificate("dns", other)).isEmpty();
        assertThat(byCertificate("dn", foreign)).isEmpty();
        assertThat(byCertificate("dn", authority.certificate())).isEmpty();
        revocation = Outcome.REVOKED;
        assertThat(byCertificate("dn", gateway)).isEmpty();
        revocation = Outcome.UNKNOWN;
        assertThat(byCertificate("dn", gateway)).isEmpty();
        revocation = Outcome.GOOD;
        clock.advance(Duration.ofDays(400));
        assertThat(byCertificate("dn", gateway)).isEmpty();
    }

    @Test
    void registeringHasLimitsAndNeedsFittingParts() {
        for (int index = 0; index < 5; index++) {
            register("gw" + index, named(CertificateName.Kind.SAN_DNS, "x.example"));
        }
        assertThat(servers.register(SUBJECT, registration("gw9", named(CertificateName.Kind.SAN_DNS, "x.example"))))
                .isEqualTo(new ResourceServerOutcome.Full(5));
        assertThat(servers.remove(SUBJECT, "gw4")).isTrue();
        assertThat(servers.register(SUBJECT, registration("gw3", named(CertificateName.Kind.SAN_DNS, "x.example"))))
                .isInstanceOf(ResourceServerOutcome.Exists.class);
        assertThat(servers.page(SUBJECT, "gw0", 2))
                .extracting(ResourceServer::id)
                .containsExactly("gw1", "gw2");
        assertThat(servers.replace(
                        SUBJECT,
                        "gw3",
                        new Registration("gw3", terms(), null, AuthenticationMethod.CLIENT_SECRET_BASIC)))
                .isEqualTo(new ResourceServerOutcome.OtherMethod(AuthenticationMethod.TLS_CLIENT_AUTH));
        assertThatThrownBy(() -> new Registration("x", terms(), null, AuthenticationMethod.PRIVATE_KEY_JWT))
                .hasMessageContaining("jwks");
        assertThatThrownBy(() -> named(CertificateName.Kind.SUBJECT_DN, "no name"))
                .hasMessageContaining("CN=");
        assertThatThrownBy(() -> new ResourceServer.Terms("x", List.of("no uri"), AnswerProfile.CLAIMS, false))
                .hasMessageContaining("absolute URI");
        assertThatThrownBy(() ->
                        new ResourceServer.Terms("x", List.of("https://a.example/#b"), AnswerProfile.CLAIMS, false))
                .hasMessageContaining("fragment");
    }

    @Test
    @DisplayName("rate limit for each resource server, counted after it is known who calls")
    void callBudget() {
        CallBudget budget = new CallBudget(2, clock);
        register("gw", named(CertificateName.Kind.SAN_DNS, "x.example"));
        register("other", named(CertificateName.Kind.SAN_DNS, "x.example"));
        ResourceServer server = store.find(SUBJECT, "gw").orElseThrow();

        assertThat(budget.take(server)).isTrue();
        assertThat(budget.take(server)).isTrue();
        assertThat(budget.take(server)).isFalse();
        assertThat(budget.take(store.find(SUBJECT, "other").orElseThrow())).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(budget.take(server)).isTrue();
    }

    private static ClientAuthentication named(CertificateName.Kind kind, String value) {
        return new ClientAuthentication.Named(new CertificateName(kind, value));
    }

    private static ResourceServer.Terms terms() {
        return new ResourceServer.Terms("Gateway", List.of(ISSUER), AnswerProfile.CLAIMS, false);
    }

    private static Registration registration(String id, ClientAuthentication proof) {
        return new Registration(id, terms(), proof, proof.method());
    }

    private void register(String id, ClientAuthentication proof) {
        assertThat(servers.register(SUBJECT, registration(id, proof)))
                .isInstanceOfSatisfying(ResourceServerOutcome.Done.class, done -> assertThat(done.secret())
                        .isNull());
    }

    private Secret registered(String id, AuthenticationMethod method) {
        return secret(servers.register(SUBJECT, new Registration(id, terms(), null, method)));
    }

    private Secret rotated(String id, Duration overlap) {
        return secret(servers.rotateSecret(SUBJECT, id, overlap));
    }

    private static Secret secret(ResourceServerOutcome outcome) {
        @Nullable Secret secret = ((ResourceServerOutcome.Done) outcome).secret();
        return java.util.Objects.requireNonNull(secret);
    }

    private String byBasic(SubjectId subject, String id, String secret) {
        return authenticated(subject, List.of("Basic " + base64(id + ":" + secret)), "token=t", List.of());
    }

    private String byPost(String id, Secret secret) {
        return authenticated(
                SUBJECT, List.of(), "token=t&client_id=" + id + "&client_secret=" + secret.reveal(), List.of());
    }

    private String byCertificate(String id, X509Certificate certificate) {
        return authenticated(SUBJECT, List.of(), "token=t&client_id=" + id, List.of(certificate));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The client that it is, or an empty text. */
    private String authenticated(
            SubjectId subject, List<String> authorization, String form, List<X509Certificate> certificates) {
        return authenticator.authenticate(presented(subject, authorization, form, certificates))
                        instanceof ClientOutcome.Authenticated known
                ? known.server().id()
                : "";
    }

    private static PresentedClient presented(
            SubjectId subject, List<String> authorization, String form, List<X509Certificate> certificates) {
        try {
            return new PresentedClient(subject, ISSUER, authorization, FormParameters.parse(form), certificates);
        } catch (MalformedFormException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
