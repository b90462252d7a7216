// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.SampleTokens;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenStore;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API token for one subject does nothing in the name of another, also where a request names a DID, a key or a token. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class SubjectLimitTest {

    private static final String REVOCATIONS = "/auth/v1/tokens/revocations";

    @Inject
    Subjects subjects;

    @Inject
    TokenStore tokens;

    @BeforeEach
    void createSubjects() {
        for (String name : new String[] {"a5", "b5"}) {
            if (subjects.find(new SubjectId(name)).isEmpty()) {
                assertThat(post(AuthNodeResource.ADMIN_TOKEN, "/internal/vdr/v2/subject", Map.of("subject", name))
                                .statusCode())
                        .isEqualTo(200);
            }
        }
    }

    @Test
    void issuesAsItsOwnSubjectOnly() {
        assertThat(issue("b5").statusCode()).isEqualTo(200);
        assertRefused(issue("a5"));
        assertThat(search("b5").statusCode()).isEqualTo(200);
        assertRefused(search("a5"));
    }

    @Test
    void seesItsOwnSubjectOnly() {
        Response list = as(AuthNodeResource.SUBJECT_TOKEN).get("/internal/vdr/v2/subject");
        assertThat(list.<java.util.Map<String, Object>>path("$")).containsOnlyKeys("b5");
        assertThat(as(AuthNodeResource.ADMIN_TOKEN)
                        .get("/internal/vdr/v2/subject")
                        .<java.util.Map<String, Object>>path("$"))
                .containsKeys("a5", "b5");
        assertThat(as(AuthNodeResource.SUBJECT_TOKEN)
                        .get("/internal/vdr/v2/subject/b5")
                        .statusCode())
                .isEqualTo(200);
        assertRefused(as(AuthNodeResource.SUBJECT_TOKEN).get("/internal/vdr/v2/subject/a5"));
    }

    @Test
    void makesProofsWithKeysOfItsOwnSubjectOnly() {
        assertThat(proof("b5").statusCode()).isEqualTo(200);
        assertRefused(proof("a5"));
    }

    @Test
    void endsTokensOfItsOwnSubjectOnly() {
        give("token-of-a5", "a5");
        give("token-of-b5", "b5");

        assertThat(revoke("token", "token-of-a5").<Integer>path("revoked")).isZero();
        assertThat(tokens.givenBy(new SubjectId("a5"))).hasSize(1);
        assertThat(tokens.find(tokens.givenBy(new SubjectId("a5")).getFirst())).isPresent();
        assertRefused(revoke("subject", "a5"));
        assertRefused(revoke("did", SampleTokens.HOLDER.value()));
        assertRefused(revoke("credential", "did:web:i.example#c1"));
        assertThat(revoke("token", "token-of-b5").<Integer>path("revoked")).isEqualTo(1);
        assertThat(revoke("subject", "b5").statusCode()).isEqualTo(200);
        assertThat(post(AuthNodeResource.ADMIN_TOKEN, REVOCATIONS, Map.of("subject", "a5"))
                        .<Integer>path("revoked"))
                .isEqualTo(1);
    }

    private Response issue(String subject) {
        String did = did(subject).did().value();
        return limited(
                "/internal/vcr/v2/issuer/vc",
                Map.of(
                        "type",
                        "NutsOrganizationCredential",
                        "issuer",
                        did,
                        "credentialSubject",
                        Map.of("id", did, "organization", Map.of("name", "Zorg", "city", "Dorp")),
                        "expirationDate",
                        "2036-01-01T00:00:00Z"));
    }

    private Response search(String subject) {
        return given().header("Authorization", "Bearer " + AuthNodeResource.SUBJECT_TOKEN)
                .queryParam("issuer", did(subject).did().value())
                .get("/internal/vcr/v2/issuer/vc/search");
    }

    private static io.restassured.specification.RequestSpecification as(String apiToken) {
        return given().header("Authorization", "Bearer " + apiToken);
    }

    private Response proof(String subject) {
        String kid = did(subject).signingKeyId().toString().replace("%", "%25").replace("#", "%23");
        return limited(
                "/internal/auth/v2/dpop/" + kid,
                Map.of("htm", "GET", "htu", "https://fhir.example/Task/1", "token", "t"));
    }

    private Response revoke(String kind, String value) {
        return limited(REVOCATIONS, Map.of(kind, value));
    }

    private OwnDid did(String subject) {
        return subjects.find(new SubjectId(subject)).orElseThrow().dids().getFirst();
    }

    private void give(String token, String subject) {
        AccessToken sample = SampleTokens.token(token, subject);
        Instant now = Instant.now();
        tokens.save(new AccessToken(
                sample.hash(),
                sample.subject(),
                sample.issuer(),
                sample.client(),
                sample.scope(),
                new AccessToken.Validity(now, now.plus(Duration.ofMinutes(5))),
                sample.evidence()));
    }

    private static Response limited(String path, Map<String, Object> body) {
        return post(AuthNodeResource.SUBJECT_TOKEN, path, body);
    }

    private static Response post(String apiToken, String path, Map<String, Object> body) {
        return given().header("Authorization", "Bearer " + apiToken)
                .contentType(ContentType.JSON)
                .urlEncodingEnabled(false)
                .body(body)
                .post(path);
    }

    private static void assertRefused(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
        assertThat(answer.<String>path("type")).isEqualTo("urn:notenboom:problem:subject-not-allowed");
    }
}
