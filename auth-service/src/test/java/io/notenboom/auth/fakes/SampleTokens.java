// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.Client;
import io.notenboom.auth.token.Evidence;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.secret.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tokens for tests. */
public final class SampleTokens {

    /** When the sample tokens are given. */
    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    /** Who gets them. */
    public static final Did HOLDER = new Did("did:web:b.example:iam:1");

    private SampleTokens() {}

    /** What is known about this token, given by this subject for 15 minutes from {@link #NOW}. */
    public static AccessToken token(String secret, String subject) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new AccessToken(
                TokenHash.of(Secret.of(secret)),
                new SubjectId(subject),
                "https://a.example/oauth2/" + subject,
                new Client(HOLDER, "https://b.example/oauth2/b", "thumb"),
                "eOverdracht-receiver",
                new AccessToken.Validity(NOW, NOW.plusSeconds(900)),
                new Evidence(
                        Map.of(
                                "organization_name",
                                TextNode.valueOf("Zorg"),
                                "organization_ura",
                                NullNode.getInstance()),
                        List.of("did:web:i.example#c1"),
                        List.of("vp"),
                        Map.of("organization", json.objectNode().put("id", "pd")),
                        Map.of("pd", json.objectNode().put("id", "ps"))));
    }
}
