// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CachedIntrospectionTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Secret TOKEN = Secret.of("token-1");

    private final SettableClock clock = new SettableClock(START);
    private int asked;
    private TokenOutcome answer = active();
    private Runnable meanwhile = () -> {};
    private final CachedIntrospection cached = new CachedIntrospection(
            (subject, token) -> {
                asked++;
                meanwhile.run();
                return answer;
            },
            clock);

    private static TokenOutcome active() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("active", true).put("exp", START.getEpochSecond() + 900).put("client_id", "did:web:b.example");
        return IntrospectionAnswer.read(json);
    }

    @Test
    @DisplayName("result cache on the gateway bounded by a stated staleness")
    void activeTokensAreRememberedForTenSeconds() {
        assertThat(cached.introspect("a", TOKEN)).isEqualTo(answer);
        clock.advance(Duration.ofMillis(9_999));
        assertThat(cached.introspect("a", TOKEN)).isEqualTo(answer);
        assertThat(asked).isEqualTo(1);
        clock.advance(Duration.ofMillis(1));
        assertThat(cached.introspect("a", TOKEN)).isEqualTo(answer);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void anotherSubjectsAnswerDoesNotCount() {
        assertThat(cached.introspect("a", TOKEN)).isEqualTo(answer);
        assertThat(cached.introspect("b", TOKEN)).isEqualTo(answer);
        assertThat(asked).isEqualTo(2);
    }

    @Test
    void failuresAreNotRemembered() {
        answer = new TokenOutcome.Unavailable();
        assertThat(cached.introspect("a", TOKEN)).isEqualTo(answer);
        answer = active();
        assertThat(cached.introspect("a", TOKEN)).isEqualTo(answer);
    }

    @Test
    void revocationIsHeardAtOnce() throws Exception {
        String hash = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(TOKEN.reveal().getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        for (String[] event :
                new String[][] {{"token", hash}, {"did", "did:web:b.example"}, {"credential", "x"}, {"subject", "y"}}) {
            answer = active();
            assertThat(cached.introspect("a", TOKEN)).isInstanceOf(TokenOutcome.Active.class);
            answer = new TokenOutcome.Inactive();
            cached.revoked(event[0], event[1]);
            assertThat(cached.introspect("a", TOKEN)).as(event[0]).isInstanceOf(TokenOutcome.Inactive.class);
        }
    }

    @Test
    void anAnswerThatARevocationOvertookIsNotRemembered() {
        meanwhile = () -> cached.revoked("credential", "x");
        assertThat(cached.introspect("a", TOKEN)).isInstanceOf(TokenOutcome.Active.class);
        meanwhile = () -> {};
        answer = new TokenOutcome.Inactive();
        assertThat(cached.introspect("a", TOKEN)).isInstanceOf(TokenOutcome.Inactive.class);
    }

    @Test
    void aBindingThatIsNotUnderstoodIsNotIgnored() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("active", true).put("exp", START.getEpochSecond() + 900);
        json.putObject("cnf").put("kid", "abc");
        assertThat(IntrospectionAnswer.read(json)).isInstanceOf(TokenOutcome.Inactive.class);
    }
}
