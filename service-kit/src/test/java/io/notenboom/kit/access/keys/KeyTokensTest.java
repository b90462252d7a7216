// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.access.AccessRecords;
import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.access.WatchedFile;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.access.SignedJwt;
import io.notenboom.testkit.access.SshUser;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTokensTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String AUDIENCE = "nuts.example";
    private static final SshUser USER = SshUser.of("nuts-admin", "EdDSA");
    private static final SshUser STRANGER = SshUser.of("nuts-admin", "EdDSA");

    private final SettableClock clock = new SettableClock(NOW);

    @TempDir
    Path folder;

    private AuditLog audit;
    private int writes;

    @BeforeEach
    void open() {
        audit = new AuditLog(folder.resolve("audit"), clock);
    }

    @AfterEach
    void close() {
        audit.close();
    }

    private void write(String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve("authorized_keys"), String.join("\n", lines));
        writes++;
        Files.setLastModifiedTime(file, FileTime.from(NOW.plusSeconds(writes)));
    }

    private KeyTokens tokens(String... lines) throws IOException {
        write(lines);
        return new KeyTokens(
                new WatchedFile<>(folder.resolve("authorized_keys"), "the keys", AuthorizedKeys::read, clock),
                AUDIENCE,
                new AccessRecords(audit, clock),
                clock);
    }

    private static Finding find(KeyTokens tokens, String token) {
        return tokens.find(Secret.of(token));
    }

    private static Map<String, Object> with(String name, Object value) {
        Map<String, Object> claims = new LinkedHashMap<>(USER.claims(AUDIENCE, NOW));
        claims.put(name, value);
        return claims;
    }

    private static Map<String, Object> without(String name) {
        Map<String, Object> claims = new LinkedHashMap<>(USER.claims(AUDIENCE, NOW));
        claims.remove(name);
        return claims;
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "ES512", "EdDSA", "RS512", "PS512"})
    void everyAlgorithmOfNutsNodesIsAccepted(String algorithm) throws IOException {
        SshUser user = SshUser.of("ehr@ward 3", algorithm);
        KeyTokens tokens = tokens(user.line());

        assertThat(find(tokens, user.token(AUDIENCE, NOW)))
                .isEqualTo(new Finding.Known(new Identity(
                        "key:ehr@ward 3",
                        Set.of("admin"),
                        Optional.empty(),
                        Optional.of(NOW.plus(Duration.ofHours(1))))));
        String thumbprint = Jwk.of(user.keys().getPublic()).thumbprint();
        assertThat(find(tokens, user.token(Map.of("kid", thumbprint), user.claims(AUDIENCE, NOW))))
                .isInstanceOf(Finding.Known.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256"})
    void weakerAlgorithmsAreNot(String algorithm) throws IOException {
        SshUser user = SshUser.of("ehr", "RS512");
        String token = SignedJwt.sign(
                algorithm,
                Map.of("kid", user.fingerprint()),
                user.claims(AUDIENCE, NOW),
                user.keys().getPrivate());
        assertThat(find(tokens(user.line()), token)).isInstanceOf(Finding.Refused.class);
    }

    @Test
    void aTokenWithoutSignatureIsNot() throws IOException {
        String token = SignedJwt.encoded(Map.of("alg", "none", "kid", USER.fingerprint())) + "."
                + SignedJwt.encoded(USER.claims(AUDIENCE, NOW)) + ".";
        assertThat(find(tokens(USER.line()), token)).isNotInstanceOf(Finding.Known.class);
    }

    @Test
    void anotherKeyUnderAKnownNameIsRefused() throws IOException {
        String token = STRANGER.token(Map.of("kid", USER.fingerprint()), USER.claims(AUDIENCE, NOW));
        assertThat(find(tokens(USER.line()), token)).isInstanceOf(Finding.Refused.class);
    }

    @Test
    void aKeyThatIsNotInTheFileIsUnknown() throws IOException {
        KeyTokens tokens = tokens(USER.line());
        assertThat(find(tokens, STRANGER.token(AUDIENCE, NOW))).isInstanceOf(Finding.Unknown.class);
        assertThat(find(tokens, USER.token(Map.of(), USER.claims(AUDIENCE, NOW))))
                .isInstanceOf(Finding.Unknown.class);
        assertThat(find(tokens, "nbt_" + "a".repeat(43))).isInstanceOf(Finding.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jwk", "jku", "x5c", "x5u"})
    void aTokenBringsNoKeyAlong(String header) throws IOException {
        String token = USER.token(Map.of("kid", USER.fingerprint(), header, "x"), USER.claims(AUDIENCE, NOW));
        assertThat(find(tokens(USER.line()), token)).isInstanceOf(Finding.Refused.class);
    }

    @Test
    void aCriticalHeaderIsNotUnderstood() throws IOException {
        SshUser user = SshUser.of("ehr", "RS512");
        String token =
                user.token(Map.of("kid", user.fingerprint(), "crit", List.of("x"), "x", 1), user.claims(AUDIENCE, NOW));
        assertThat(find(tokens(user.line()), token)).isInstanceOf(Finding.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "sub", "aud", "iat", "nbf", "exp", "jti"})
    void everyClaimHasToBeThere(String claim) throws IOException {
        assertThat(find(tokens(USER.line()), USER.token(without(claim)))).isInstanceOf(Finding.Refused.class);
    }

    @Test
    void theRulesForClaimsAreThoseOfNutsNodes() throws IOException {
        KeyTokens tokens = tokens(USER.line());
        long now = NOW.getEpochSecond();
        assertRefused(tokens, with("iss", "somebody"));
        assertRefused(tokens, with("sub", ""));
        assertRefused(tokens, with("aud", "other.example"));
        assertRefused(tokens, with("aud", List.of("other.example")));
        assertRefused(tokens, with("jti", "1"));
        assertRefused(tokens, with("exp", now));
        assertRefused(tokens, with("exp", now + 24 * 3600 + 1801));
        assertRefused(tokens, with("nbf", now + 6));
        assertRefused(tokens, with("iat", now + 1));
        assertRefused(tokens, with("iat", "" + now));
        Map<String, Object> old = with("iat", now - 24 * 3600);
        old.put("exp", now + 3600);
        assertRefused(tokens, old);

        assertKnown(tokens, with("sub", "another person"));
        assertKnown(tokens, with("aud", List.of("other.example", AUDIENCE)));
        assertKnown(tokens, with("exp", now + 24 * 3600));
        assertKnown(tokens, with("exp", now + 24 * 3600 + 1800));
        assertKnown(tokens, with("nbf", now + 5));
        assertKnown(tokens, with("iat", now - 60));
        assertKnown(tokens, with("jti", "urn:uuid:0b7d3a55-aed2-4e66-9c23-59a72d3d5632"));
    }

    private static void assertRefused(KeyTokens tokens, Map<String, Object> claims) {
        assertThat(find(tokens, USER.token(claims))).as(claims.toString()).isInstanceOf(Finding.Refused.class);
    }

    private static void assertKnown(KeyTokens tokens, Map<String, Object> claims) {
        assertThat(find(tokens, USER.token(claims))).as(claims.toString()).isInstanceOf(Finding.Known.class);
    }

    @Test
    void longTokensAreNotLookedAt() throws IOException {
        Map<String, Object> claims = with("padding", "x".repeat(4096));
        assertThat(find(tokens(USER.line()), USER.token(claims))).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void aTokenThatIsSeenAgainStillEnds() throws IOException {
        KeyTokens tokens = tokens(USER.line());
        String token = USER.token(AUDIENCE, NOW);
        assertThat(find(tokens, token)).isInstanceOf(Finding.Known.class);
        clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertThat(find(tokens, token)).isInstanceOf(Finding.Known.class);
        clock.advance(Duration.ofSeconds(1));
        assertThat(find(tokens, token)).isInstanceOf(Finding.Refused.class);
    }

    @Test
    void aKeyThatIsTakenOutEndsItsTokens() throws IOException {
        KeyTokens tokens = tokens(USER.line(), STRANGER.line());
        String token = USER.token(AUDIENCE, NOW);
        assertThat(find(tokens, token)).isInstanceOf(Finding.Known.class);

        write(STRANGER.line());
        clock.advance(Duration.ofSeconds(1));

        assertThat(find(tokens, token)).isInstanceOf(Finding.Unknown.class);
    }

    @Test
    void aLimitThatIsAddedCountsForTokensInUse() throws IOException {
        KeyTokens tokens = tokens(USER.line());
        String token = USER.token(AUDIENCE, NOW);
        assertThat(find(tokens, token)).isInstanceOf(Finding.Known.class);

        write("scopes=\"vdr:read\",subjects=\"a\" " + USER.line());
        clock.advance(Duration.ofSeconds(1));

        assertThat(find(tokens, token)).isInstanceOfSatisfying(Finding.Known.class, found -> {
            assertThat(found.identity().scopes()).containsExactly("vdr:read");
            assertThat(found.identity().subjects()).contains(Set.of("a"));
        });
    }

    @Test
    void eachTokenIsInTheAuditLogOnce() throws IOException {
        KeyTokens tokens = tokens(USER.line());
        Map<String, Object> claims = with("sub", "j.jansen");
        String token = USER.token(claims);
        assertThat(find(tokens, token)).isInstanceOf(Finding.Known.class);
        assertThat(find(tokens, token)).isInstanceOf(Finding.Known.class);

        assertThat(audit.read(0, 10)).singleElement().satisfies(record -> {
            assertThat(record.record().path("who").asText()).isEqualTo("key:nuts-admin");
            assertThat(record.record().path("what").asText()).isEqualTo("access.token_v2");
            assertThat(record.record().path("object").asText())
                    .contains(String.valueOf(claims.get("jti")), USER.fingerprint(), "j.jansen")
                    .doesNotContain(token);
        });
    }
}
