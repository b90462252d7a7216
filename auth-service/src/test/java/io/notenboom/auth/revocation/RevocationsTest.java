// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.SampleTokens;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.trust.secret.Secret;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RevocationsTest {

    private static final Secret TOKEN = Secret.of("t");
    private static final String HASH = TokenHash.of(TOKEN).value();

    private final InMemoryStores.Tokens tokens = new InMemoryStores.Tokens();
    private final InMemoryStores.Events events = new InMemoryStores.Events();
    private final Revocations revocations = new Revocations(tokens, events);

    @BeforeEach
    void giveAToken() {
        tokens.save(SampleTokens.token("t", "a"));
    }

    @Test
    @DisplayName("immediate kill by token")
    void endsATokenAndTells() {
        revocations.revokeTokenOf(new SubjectId("a"), TOKEN);

        assertThat(tokens.find(new TokenHash(HASH))).isEmpty();
        assertThat(events.published()).containsExactly("token " + HASH);
    }

    @Test
    void leavesATokenOfAnotherSubjectAlone() {
        revocations.revokeTokenOf(new SubjectId("b"), TOKEN);

        assertThat(tokens.find(new TokenHash(HASH))).isPresent();
        assertThat(events.published()).isEmpty();
    }

    @Test
    void tellsAgainWhenRepeated() {
        revocations.revokeToken(TOKEN);
        revocations.revokeToken(TOKEN);

        assertThat(events.published()).containsExactly("token " + HASH, "token " + HASH);
    }

    @Test
    @DisplayName("immediate kill by DID, credential, tenant")
    void endsByHolderCredentialAndSubject() {
        assertThat(revocations.revokeHolder(SampleTokens.HOLDER)).isEqualTo(1);
        tokens.save(SampleTokens.token("u", "a"));
        assertThat(revocations.revokeCredential("did:web:i.example#c1")).isEqualTo(1);
        tokens.save(SampleTokens.token("v", "a"));
        assertThat(revocations.revokeSubject(new SubjectId("a"))).isEqualTo(1);
        assertThat(revocations.revokeSubject(new SubjectId("b"))).isZero();

        assertThat(events.published())
                .contains(
                        "did did:web:b.example:iam:1",
                        "credential did:web:i.example#c1",
                        "subject a",
                        "token " + TokenHash.of(Secret.of("v")).value());
    }
}
