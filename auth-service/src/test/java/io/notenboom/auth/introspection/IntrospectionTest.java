// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.SampleTokens;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.secret.Secret;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class IntrospectionTest {

    private static final Secret TOKEN = Secret.of("t");

    private final InMemoryStores.Tokens tokens = new InMemoryStores.Tokens();

    @Test
    void givesAnActiveTokenToItsOwnSubjectOnly() {
        tokens.save(SampleTokens.token("t", "a"));

        assertThat(at(SampleTokens.NOW).active(TOKEN)).isPresent();
        assertThat(at(SampleTokens.NOW).activeAt(new SubjectId("a"), TOKEN)).isPresent();
        assertThat(at(SampleTokens.NOW).activeAt(new SubjectId("b"), TOKEN)).isEmpty();
        assertThat(at(SampleTokens.NOW).active(Secret.of("other"))).isEmpty();
    }

    @Test
    @DisplayName("expired tokens are inactive")
    void endsAtTheSecondOfExpiry() {
        tokens.save(SampleTokens.token("t", "a"));

        assertThat(at(SampleTokens.NOW.plusSeconds(899)).active(TOKEN)).isPresent();
        assertThat(at(SampleTokens.NOW.plusSeconds(900)).active(TOKEN)).isEmpty();
    }

    @Test
    void rfc7662FaceNamesAudienceAndHolder() {
        ObjectNode answer = IntrospectionAnswer.rfc7662(SampleTokens.token("t", "a"));

        assertThat(answer.path("active").booleanValue()).isTrue();
        assertThat(answer.path("aud").textValue()).isEqualTo("https://a.example/oauth2/a");
        assertThat(answer.path("iss").textValue()).isEqualTo("https://a.example/oauth2/a");
        assertThat(answer.path("sub").textValue()).isEqualTo("did:web:b.example:iam:1");
        assertThat(answer.path("token_type").textValue()).isEqualTo("DPoP");
        assertThat(answer.path("cnf").path("jkt").textValue()).isEqualTo("thumb");
        assertThat(answer.path("organization_name").textValue()).isEqualTo("Zorg");
        assertThat(answer.get("organization_ura").isNull()).isTrue();
    }

    @Test
    void nutsFaceHasNeitherAudienceNorSubject() {
        ObjectNode answer = IntrospectionAnswer.nuts(SampleTokens.token("t", "a"));

        assertThat(answer.fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "active",
                        "iss",
                        "client_id",
                        "scope",
                        "iat",
                        "exp",
                        "cnf",
                        "organization_name",
                        "organization_ura");
        assertThat(IntrospectionAnswer.nutsExtended(SampleTokens.token("t", "a"))
                        .path("presentation_submissions")
                        .path("pd")
                        .path("id")
                        .textValue())
                .isEqualTo("ps");
        assertThat(IntrospectionAnswer.inactive().toString()).isEqualTo("{\"active\":false}");
    }

    @Test
    @DisplayName("foreign tokens take no longer than unknown ones: nothing is looked up for whom may not see them")
    void nothingIsLookedUpForOthers() {
        tokens.save(SampleTokens.token("t", "a"));
        List<String> lookedUp = new ArrayList<>();
        Introspection introspection = new Introspection(
                tokens, token -> lookedUp.add(token.subject().value()), InstantSource.fixed(SampleTokens.NOW));

        assertThat(introspection.activeAt(new SubjectId("b"), TOKEN)).isEmpty();
        assertThat(introspection.active(TOKEN, token -> token.audience().contains("https://other.example")))
                .isEmpty();
        assertThat(lookedUp).isEmpty();
        assertThat(introspection.activeAt(new SubjectId("a"), TOKEN)).isPresent();
        assertThat(lookedUp).containsExactly("a");
    }

    private Introspection at(Instant now) {
        return new Introspection(tokens, InstantSource.fixed(now));
    }
}
