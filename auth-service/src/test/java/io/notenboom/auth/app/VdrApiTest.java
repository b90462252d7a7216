// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Keys and services over HTTP, where this node does more than Nuts nodes do. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class VdrApiTest {

    private static final String SUBJECTS = "/internal/vdr/v2/subject";

    private final String subject = "s-" + UUID.randomUUID();

    @Test
    void keysAreListedWithTheirStateAndTakenOut() {
        String did = create();
        Instant before = Instant.now();
        String added = post(keys(), Map.of("assertionKey", true)).path("[0].id");

        assertThat(get(keys()).<List<String>>path("state")).containsExactly("active", "published");
        String first = get(keys()).path("[0].id");
        assertThat(get(keys()).<List<String>>path("id")).containsExactly(first, added);
        assertThat(get(keys()).<String>path("[0].until"))
                .as("it stays until nothing that it signed is left")
                .isNull();
        assertThat(delete(keys() + "/" + encoded(first)).statusCode()).isEqualTo(204);
        assertThat(delete(keys() + "/" + encoded(first)).statusCode()).isEqualTo(204);
        assertThat(get(keys()).<List<String>>path("state")).containsExactly("active", "compromised");
        assertThat(get("/internal/vdr/v2/did/" + did.replace("%", "%25"))
                        .<List<String>>path("document.assertionMethod"))
                .containsExactly(added);
        Response past = get("/internal/vdr/v2/did/" + did + "?versionTime=" + before);
        assertThat(past.statusCode()).isEqualTo(200);
        assertThat(past.<List<String>>path("document.assertionMethod")).isNull();
    }

    @Test
    void whatIsWrongWithKeysIsSaid() {
        String did = create();
        assertProblem(post(keys(), Map.of("encryptionKey", true)), 400, "encryption");
        assertProblem(post(keys(), Map.of("other", true)), 400, "not known");
        assertProblem(delete(keys() + "/" + encoded(did + "#none")), 404, "verification method");
        assertProblem(delete(keys() + "/none"), 400, "verification method id");
        assertProblem(post(SUBJECTS + "/none/verificationmethod", Map.of()), 404, "subject");
        assertThat(call(AuthNodeResource.SUBJECT_TOKEN).get(keys()).statusCode())
                .isEqualTo(403);
        assertThat(call(AuthNodeResource.SUBJECT_TOKEN).post(keys()).statusCode())
                .isEqualTo(403);
        assertThat(call(AuthNodeResource.LIMITED_TOKEN).get(services()).statusCode())
                .isEqualTo(403);
    }

    @Test
    void servicesAreReplacedAndChecked() {
        String did = create();
        String id = post(services(), service("https://a.example")).path("[0].id");
        Response replaced = post(services() + "/" + encoded(id), service(Map.of("fhir", "https://b.example")));

        assertThat(replaced.statusCode()).isEqualTo(200);
        assertThat(replaced.<String>path("[0].id")).startsWith(did + "#").isNotEqualTo(id);
        assertThat(get(services() + "?endpointType=string").<List<String>>path("id"))
                .isEmpty();
        assertThat(get(services() + "?endpointType=object&type=fhir").<List<String>>path("id"))
                .hasSize(1);
        assertProblem(get(services() + "?endpointType=number"), 400, "endpointType");
        assertProblem(post(services(), Map.of("type", "fhir")), 400, "serviceEndpoint");
        assertProblem(post(services(), service("")), 400, "not be empty");
        assertProblem(post(services(), service(5)), 400, "must be a text");
        assertProblem(post(services(), service("x".repeat(5000))), 400, "4096");
        assertProblem(delete(services() + "/" + encoded(id)), 404, "service");
    }

    @Test
    void documentsOfTheFutureAndThePast() {
        String did = create();
        Instant then = Instant.now();
        assertProblem(get("/internal/vdr/v2/did/" + did + "?versionTime=yesterday"), 400, "versionTime");
        assertProblem(get("/internal/vdr/v2/did/" + did + "?versionTime=2020-01-01T00:00:00Z"), 404, "not there");
        assertProblem(get("/internal/vdr/v2/did/did:jwk:e30?versionTime=" + then), 404, "this node");
        assertThat(delete(SUBJECTS + "/" + subject).statusCode()).isEqualTo(204);

        assertProblem(get("/internal/vdr/v2/did/" + did), 409, "deactivated");
        Response past = get("/internal/vdr/v2/did/" + did + "?versionTime=" + then);
        assertThat(past.<List<String>>path("document.assertionMethod")).hasSize(1);
        assertThat(past.<String>path("documentMetadata.created")).isNotBlank();
        assertProblem(
                get("/internal/vdr/v2/did/" + did + "?versionTime="
                        + Instant.now().plusSeconds(1)),
                409,
                "deactivated");
        assertProblem(post(keys(), Map.of()), 409, "deactivated");
        assertProblem(post(services(), service("https://a.example")), 409, "deactivated");
    }

    @Test
    void aDidOfCertificatesNeedsTheCertificates() {
        String did = "did:x509:0:sha256:" + "A".repeat(43) + "::subject:O:Zorg";
        assertProblem(get("/internal/vdr/v2/did/" + did), 400, "certificate chain");
    }

    private String create() {
        return post(SUBJECTS, Map.of("subject", subject)).path("documents[0].id");
    }

    private String keys() {
        return SUBJECTS + "/" + subject + "/verificationmethod";
    }

    private String services() {
        return SUBJECTS + "/" + subject + "/service";
    }

    private static Map<String, Object> service(Object endpoint) {
        return Map.of("type", "fhir", "serviceEndpoint", endpoint);
    }

    private static String encoded(String didUrl) {
        return didUrl.replace("%", "%25").replace("#", "%23");
    }

    private static void assertProblem(Response response, int status, String detail) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        assertThat(response.contentType()).startsWith("application/problem+json");
        assertThat(response.asString()).containsIgnoringCase(detail);
    }

    private static Response post(String path, Map<String, ?> body) {
        return call(AuthNodeResource.ADMIN_TOKEN)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    private static Response get(String path) {
        return call(AuthNodeResource.ADMIN_TOKEN).get(path);
    }

    private static Response delete(String path) {
        return call(AuthNodeResource.ADMIN_TOKEN).delete(path);
    }

    private static RequestSpecification call(String apiToken) {
        return given().urlEncodingEnabled(false).header("Authorization", "Bearer " + apiToken);
    }
}
