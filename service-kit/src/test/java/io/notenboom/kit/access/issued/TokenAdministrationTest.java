// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.issued;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.TokenHash;
import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.access.issued.TokenAdministration.Fresh;
import io.notenboom.kit.access.issued.TokenAdministration.Listed;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAdministrationTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Identity ADMIN = identity("root", "admin");
    private static final Identity LIMITED = identity("security", "access:admin", "vdr:read");

    private final SettableClock clock = new SettableClock(NOW);
    private final InMemoryIssuedTokenStore store = new InMemoryIssuedTokenStore();
    private final IssuedTokens known = new IssuedTokens(store, clock);

    @TempDir
    Path folder;

    private AuditLog audit;
    private TokenAdministration administration;

    @BeforeEach
    void open() {
        audit = new AuditLog(folder.resolve("audit"), clock);
        administration = new TokenAdministration(store, known, audit, clock);
    }

    @AfterEach
    void close() {
        audit.close();
    }

    private static Identity identity(String id, String... scopes) {
        return new Identity(id, Set.of(scopes), Optional.empty(), Optional.empty());
    }

    private static TokenRequest request(int days, String... scopes) {
        return new TokenRequest("EHR", Set.of(scopes), Optional.empty(), days);
    }

    private List<String> records() {
        return audit.read(0, 100).stream()
                .map(record -> record.record().path("who").asText() + " "
                        + record.record().path("what").asText() + " "
                        + record.record().path("outcome").asText())
                .toList();
    }

    private static void assertProblem(int status, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ProblemException.class)
                .extracting(problem -> ((ProblemException) problem).type().status())
                .isEqualTo(status);
    }

    @Test
    @DisplayName("33. API keys are stored hashed and shown once")
    void aTokenIsShownOnceAndKeptByItsHash() {
        Fresh fresh = administration.create(request(30, "vdr:read"), ADMIN);

        assertThat(fresh.secret().reveal()).matches("nbt_[A-Za-z0-9_-]{43}");
        assertThat(store.all())
                .singleElement()
                .satisfies(token -> assertThat(token.secrets())
                        .containsExactly(new IssuedToken.KeptSecret(
                                TokenHash.of(fresh.secret().reveal()), NOW.plus(Duration.ofDays(30)))))
                .asString()
                .doesNotContain(fresh.secret().reveal());
        assertThat(fresh.toString()).doesNotContain(fresh.secret().reveal());
        assertThat(known.find(fresh.secret())).isInstanceOf(Finding.Known.class);
        assertThat(records()).containsExactly("root api-token.create done");
        assertThat(audit.read(0, 1).getFirst().record().toString())
                .doesNotContain(fresh.secret().reveal());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 91})
    void aTokenIsGoodForNinetyDaysAtMost(int days) {
        assertProblem(400, () -> request(days, "vdr:read"));
        assertThat(request(90, "vdr:read").days()).isEqualTo(90);
    }

    @Test
    void whatIsAskedForIsChecked() {
        assertProblem(400, () -> request(30));
        assertProblem(400, () -> request(30, "no:scope"));
        assertProblem(400, () -> request(30, "access:bootstrap"));
        assertProblem(400, () -> new TokenRequest(" ", Set.of("admin"), Optional.empty(), 30));
        assertProblem(400, () -> new TokenRequest("a\nb", Set.of("admin"), Optional.empty(), 30));
        assertProblem(400, () -> new TokenRequest("a", Set.of("admin"), Optional.of(Set.of()), 30));
    }

    @Test
    void nobodyGivesMoreThanHeHas() {
        assertThat(administration
                        .create(request(1, "vdr:read"), LIMITED)
                        .token()
                        .createdBy())
                .isEqualTo("security");
        assertProblem(403, () -> administration.create(request(1, "vdr:write"), LIMITED));
        assertProblem(403, () -> administration.create(request(1, "admin"), LIMITED));

        Fresh stronger = administration.create(request(1, "vdr:write"), ADMIN);
        assertProblem(
                403, () -> administration.rotate(stronger.token().id(), Duration.ZERO, Optional.empty(), LIMITED));
        assertThat(administration.revoke(stronger.token().id(), LIMITED)).isTrue();
    }

    @Test
    void afterARotationBothSecretsAreGoodForAWhile() {
        Fresh first = administration.create(request(30, "vdr:read"), ADMIN);
        clock.advance(Duration.ofDays(10));
        Fresh second = administration
                .rotate(first.token().id(), Duration.ofHours(24), Optional.empty(), ADMIN)
                .orElseThrow();

        assertThat(second.token().id()).isEqualTo(first.token().id());
        assertThat(known.find(first.secret())).isInstanceOf(Finding.Known.class);
        assertThat(known.find(second.secret())).isInstanceOf(Finding.Known.class);
        clock.advance(Duration.ofHours(24));
        assertThat(known.find(first.secret())).isInstanceOf(Finding.Refused.class);
        assertThat(known.find(second.secret())).isInstanceOf(Finding.Known.class);
        assertThat(second.token().ends()).isEqualTo(NOW.plus(Duration.ofDays(40)));
        assertThat(records()).containsExactly("root api-token.create done", "root api-token.rotate done");
    }

    @Test
    void anOverlapNeverMakesTheFormerSecretLastLonger() {
        Fresh first = administration.create(request(1, "vdr:read"), ADMIN);
        clock.advance(Duration.ofHours(23));
        assertThat(administration.rotate(first.token().id(), Duration.ofDays(7), Optional.of(90), ADMIN))
                .isPresent();
        clock.advance(Duration.ofHours(1));
        assertThat(known.find(first.secret())).isInstanceOf(Finding.Refused.class);
        assertProblem(
                400, () -> administration.rotate(first.token().id(), Duration.ofDays(8), Optional.empty(), ADMIN));
        assertProblem(400, () -> administration.rotate(first.token().id(), Duration.ZERO, Optional.of(91), ADMIN));
        assertThat(administration.rotate("none", Duration.ZERO, Optional.empty(), ADMIN))
                .isEmpty();
    }

    @Test
    void ofThreeSecretsTheOldestIsGone() {
        Fresh first = administration.create(request(30, "vdr:read"), ADMIN);
        String id = first.token().id();
        Fresh second = administration
                .rotate(id, Duration.ofHours(24), Optional.empty(), ADMIN)
                .orElseThrow();
        assertThat(administration.rotate(id, Duration.ofHours(24), Optional.empty(), ADMIN))
                .isPresent();
        assertThat(known.find(first.secret())).isInstanceOf(Finding.Unknown.class);
        assertThat(known.find(second.secret())).isInstanceOf(Finding.Known.class);
    }

    @Test
    void aRevokedTokenIsRefusedAtOnce() {
        Fresh fresh = administration.create(request(30, "vdr:read"), ADMIN);
        assertThat(known.find(fresh.secret())).isInstanceOf(Finding.Known.class);

        assertThat(administration.revoke(fresh.token().id(), ADMIN)).isTrue();

        assertThat(known.find(fresh.secret())).isInstanceOf(Finding.Unknown.class);
        assertThat(administration.revoke(fresh.token().id(), ADMIN)).isFalse();
        assertThat(records()).containsExactly("root api-token.create done", "root api-token.revoke done");
    }

    @Test
    void theListHasPagesAndLastUses() throws InterruptedException {
        Fresh first = administration.create(request(30, "vdr:read"), ADMIN);
        clock.advance(Duration.ofSeconds(1));
        Fresh second = administration.create(request(30, "vdr:read"), ADMIN);
        assertThat(known.find(second.secret())).isInstanceOf(Finding.Known.class);
        Instant used = store.awaitUse(second.token().id());

        assertThat(administration.list(null, 1)).containsExactly(new Listed(first.token(), Optional.empty()));
        assertThat(administration.list(first.token().id(), 10))
                .containsExactly(new Listed(second.token(), Optional.of(used)));
    }

    @Test
    void tokensThatEndedLongAgoAreForgotten() {
        Fresh old = administration.create(request(1, "vdr:read"), ADMIN);
        clock.advance(Duration.ofDays(1).plus(TokenAdministration.REMEMBERED));
        assertThat(administration.find(old.token().id())).isPresent();
        clock.advance(Duration.ofSeconds(1));
        Fresh fresh = administration.create(request(1, "vdr:read"), ADMIN);
        assertThat(administration.list(null, 10)).extracting(Listed::token).containsExactly(fresh.token());
    }

    @Test
    void aChangeThatFailsIsInTheAuditLogToo() {
        Fresh fresh = administration.create(request(30, "vdr:read"), ADMIN);
        InMemoryIssuedTokenStore failing = store;
        TokenAdministration other = new TokenAdministration(new FailingOnRemove(failing), known, audit, clock);
        assertProblem(503, () -> other.revoke(fresh.token().id(), ADMIN));
        assertThat(records())
                .containsExactly(
                        "root api-token.create done", "root api-token.revoke done", "root api-token.revoke failed");
    }

    @Test
    void withoutTheStoreNothingIsChangedAndNothingShown() {
        Fresh fresh = administration.create(request(30, "vdr:read"), ADMIN);
        store.away(true);
        assertProblem(503, () -> administration.create(request(30, "vdr:read"), ADMIN));
        assertProblem(503, () -> administration.list(null, 10));
        assertProblem(503, () -> administration.rotate(fresh.token().id(), Duration.ZERO, Optional.empty(), ADMIN));
        assertProblem(503, () -> administration.revoke(fresh.token().id(), ADMIN));
        assertProblem(503, () -> administration.bootstrap(fresh.secret(), "first"));
    }

    @Test
    void theBootstrapTokenMakesOneAdministrator() {
        Secret bootstrap = TokenSecrets.bootstrapToken();
        assertThat(store.offerBootstrap(TokenHash.of(bootstrap.reveal()), Duration.ofMinutes(1)))
                .isTrue();
        BootstrapTokens scheme = new BootstrapTokens(store);
        assertThat(scheme.find(bootstrap)).isInstanceOfSatisfying(Finding.Known.class, found -> {
            assertThat(found.identity().allows("access:bootstrap")).isTrue();
            assertThat(found.identity().allows("vdr:read")).isFalse();
            assertThat(found.identity().allows("access:admin")).isFalse();
        });

        Fresh admin = administration.bootstrap(bootstrap, "first");

        assertThat(admin.token().scopes()).containsExactly("admin");
        assertThat(scheme.find(bootstrap)).isInstanceOf(Finding.Refused.class);
        assertProblem(401, () -> administration.bootstrap(bootstrap, "second"));
        assertThat(records()).containsExactly("bootstrap api-token.create done");
    }
}
