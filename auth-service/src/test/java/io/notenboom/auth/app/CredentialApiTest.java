// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Issuing, revoking, holding and checking over HTTP, with the requests that were recorded of deployed Nuts nodes. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CredentialApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ISSUE = "/internal/vcr/v2/issuer/vc";

    @ConfigProperty(name = "notenboom.public-url")
    String publicUrl;

    @ConfigProperty(name = "notenboom.outbound.trust")
    Path trust;

    @Inject
    RedisDataSource redis;

    private HttpClient client;

    @Inject
    StatusListStore store;

    @Inject
    StatusLists lists;

    private String subject(String name) {
        Response created = admin().body(Map.of("subject", name)).post("/internal/vdr/v2/subject");
        assertThat(created.statusCode()).as(created.asString()).isEqualTo(200);
        return created.path("documents[0].id");
    }

    private static Response issue(Object body) {
        return admin().body(body).post(ISSUE);
    }

    private static Map<String, Object> organisation(String issuer, String holder) {
        return Map.of(
                "type",
                "NutsOrganizationCredential",
                "issuer",
                issuer,
                "credentialSubject",
                Map.of("id", holder, "organization", Map.of("name", "Zorg", "city", "Dorp")),
                "withStatusList2021Revocation",
                true);
    }

    private static Response revoke(String id) {
        return admin().urlEncodingEnabled(false).delete(ISSUE + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }

    @Test
    void recordedRequestsToIssueAreAnsweredEqually() throws IOException {
        String issuer = subject("c1");
        String holder = subject("c2");
        for (String version : List.of("v6.2.10", "master")) {
            Path folder = Vectors.require("nuts-node").resolve(version).resolve("vc");
            int replayed = 0;
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    replayIssue(version + " " + file.getFileName(), JSON.readTree(file.toFile()), issuer, holder);
                    replayed++;
                }
            }
            assertThat(replayed).isGreaterThan(10);
        }
    }

    private static void replayIssue(String name, JsonNode item, String issuer, String holder) throws IOException {
        JsonNode exchange = item.at("/exchanges/0");
        ObjectNode body =
                (ObjectNode) JSON.readTree(exchange.at("/request/body/text").asText());
        if (!name.contains("foreign-issuer")) {
            body.put("issuer", issuer);
        }
        ObjectNode subject = (ObjectNode) body.path("credentialSubject");
        if (subject.path("id").asText().startsWith("did:web:")) {
            subject.put("id", holder);
        }
        Response ours = issue(body.toString());
        int theirs = exchange.at("/response/status").asInt();
        // where they answer 500 to bad input we answer 400
        assertThat(ours.statusCode()).as(name + ours.asString()).isEqualTo(theirs == 500 ? 400 : theirs);
        if (theirs == 200) {
            JsonNode recorded = JSON.readTree(exchange.at("/response/body/text").asText());
            JsonNode issued = JSON.readTree(ours.asString());
            assertThat(names(issued)).as(name).containsAll(names(recorded)).isSubsetOf(allowed(recorded));
        } else {
            assertThat(ours.contentType()).startsWith("application/problem+json");
            assertThat(ours.<String>path("detail")).isNotBlank();
        }
    }

    /** Members of a credential, and of its parts, as paths; of a JWT those of its claims. */
    private static Set<String> names(JsonNode credential) throws IOException {
        Set<String> names = new TreeSet<>();
        JsonNode content = credential;
        if (credential.isTextual()) {
            String payload = credential.textValue().split("\\.")[1];
            content = JSON.readTree(Base64.getUrlDecoder().decode(payload));
        }
        collect("", content, names);
        return names;
    }

    private static Set<String> allowed(JsonNode recorded) throws IOException {
        Set<String> allowed = names(recorded);
        allowed.add("/iat");
        return allowed;
    }

    private static void collect(String path, JsonNode node, Set<String> names) {
        if (node.isArray() && !path.endsWith("@context") && !path.endsWith("type")) {
            node.forEach(element -> collect(path + "[]", element, names));
        }
        node.properties().forEach(entry -> {
            names.add(path + "/" + entry.getKey());
            collect(path + "/" + entry.getKey(), entry.getValue(), names);
        });
    }

    @Test
    void aRevocationIsPublishedAtOnceAndEndsEverything() throws Exception {
        String issuer = subject("c3");
        String holder = subject("c4");
        Response issued = issue(organisation(issuer, holder));
        JsonNode credential = JSON.readTree(issued.asString());
        String id = credential.path("id").asText();
        String list = credential.at("/credentialStatus/statusListCredential").asText();
        assertThat(list).isEqualTo(publicUrl + "/statuslist/" + issuer + "/1");
        HttpResponse<String> before = get(list);
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.headers().firstValue("Cache-Control")).contains("max-age=300");
        assertThat(before.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(get(list).body()).as("from memory").isEqualTo(before.body());
        assertThat(get(list + "/bitstring").body()).contains("BitstringStatusListCredential");
        assertThat(load("c4", issued.asString())).isEqualTo(204);
        assertThat(load("c3", issued.asString())).as("of another subject").isEqualTo(400);
        assertThat(admin().get("/internal/vcr/v2/holder/c4/vc").<String>path("[0].id"))
                .isEqualTo(id);
        assertThat(valid(credential)).isTrue();

        assertThat(revoke(id).statusCode()).isEqualTo(204);
        assertThat(get(list).body()).isNotEqualTo(before.body());
        assertThat(valid(credential)).isFalse();
        assertThat(load("c4", issued.asString())).isEqualTo(400);
        assertThat(told()).contains(id);
        assertThat(revoke(id).statusCode()).isEqualTo(409);
        assertThat(revoke(issuer + "#00000000-0000-0000-0000-000000000000").statusCode())
                .isEqualTo(404);
        assertThat(revoke("did:web:else.example#1").statusCode()).isEqualTo(404);
        Response found = admin().queryParam("issuer", issuer)
                .queryParam("credentialType", "NutsOrganizationCredential")
                .get(ISSUE + "/search");
        assertThat(found.<String>path("verifiableCredentials[0].verifiableCredential.id"))
                .isEqualTo(id);
    }

    @Test
    void unknownListsAre404AndNotToBeKept() throws Exception {
        String issuer = subject("c5");
        for (String path : List.of(issuer + "/1", issuer + "/0", issuer + "/x", "did:web:example.com/1", "nothing/1")) {
            HttpResponse<String> answer = get(publicUrl + "/statuslist/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("max-age=300");
        }
    }

    @Test
    void ofManyWhoTakeOneEntryOneGetsIt() throws Exception {
        StatusListPage page = new StatusListPage(new Did("did:web:node.example:iam:race"), 1);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> store.take(page, 4711));
        }
        List<Boolean> outcomes = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(10)) {
            for (Future<Boolean> outcome : executor.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).containsOnlyOnce(true);
        assertThat(store.isInUse(page, 4711)).isTrue();
        assertThat(store.revoke(page, 4711)).isTrue();
        assertThat(store.revoke(page, 4711)).isFalse();
        assertThat(store.revoked(page)).containsExactly(4711);
        assertThat(lists.restoreWhatTheStoreLost()).isZero();
    }

    @Test
    void presentationsAreMadeAndVerified() throws Exception {
        String issuer = subject("c6");
        String holder = subject("c7");
        JsonNode linkedData = JSON.readTree(issue(organisation(issuer, holder)).asString());
        JsonNode other = JSON.readTree(issue(organisation(issuer, issuer)).asString());
        for (String format : List.of("ldp_vp", "jwt_vp")) {
            ObjectNode request = JSON.createObjectNode()
                    .put("signerDID", holder)
                    .put("format", format)
                    .put("challenge", "uitdaging-1")
                    .put("domain", "https://example.test/x")
                    .put("expires", "2036-01-01T00:00:00Z");
            request.putArray("verifiableCredentials").add(linkedData);
            Response made = admin().body(request.toString()).post("/internal/vcr/v2/holder/vp");
            assertThat(made.statusCode()).as(made.asString()).isEqualTo(200);
            JsonNode presentation = JSON.readTree(made.asString());
            assertTerms(presentation, format.equals("jwt_vp"));
            JsonNode outcome = verify(JSON.createObjectNode().set("verifiablePresentation", presentation));
            assertThat(outcome.path("validity").asBoolean())
                    .as(outcome.toString())
                    .isTrue();
            assertThat(outcome.at("/credentials/0")).isEqualTo(linkedData);

            request.withArray("verifiableCredentials").add(other);
            Response refused = admin().body(request.toString()).post("/internal/vcr/v2/holder/vp");
            assertThat(refused.statusCode()).as("credentials of two subjects").isEqualTo(400);
        }
        ObjectNode request = JSON.createObjectNode().put("type", "Onbekend");
        request.putArray("verifiableCredentials").add(linkedData);
        assertThat(admin().body(request.toString())
                        .post("/internal/vcr/v2/holder/vp")
                        .statusCode())
                .as("a type that no context defines")
                .isEqualTo(400);
        request.put("type", "NutsSelfSignedPresentation");
        assertThat(revoke(linkedData.path("id").asText()).statusCode()).isEqualTo(204);
        JsonNode presentation = JSON.readTree(admin().body(request.toString())
                .post("/internal/vcr/v2/holder/vp")
                .asString());
        ObjectNode question = JSON.createObjectNode().set("verifiablePresentation", presentation);
        assertThat(verify(question).path("validity").asBoolean()).isFalse();
        assertThat(verify(question.put("verifyCredentials", false))
                        .path("validity")
                        .asBoolean())
                .isTrue();
    }

    private static void assertTerms(JsonNode presentation, boolean isJwt) throws IOException {
        if (!isJwt) {
            assertThat(presentation.at("/proof/challenge").asText()).isEqualTo("uitdaging-1");
            assertThat(presentation.at("/proof/domain").asText()).isEqualTo("https://example.test/x");
            assertThat(presentation.at("/proof/expires").asText()).isEqualTo("2036-01-01T00:00:00Z");
            assertThat(presentation.path("type").asText()).isEqualTo("VerifiablePresentation");
            return;
        }
        String payload = presentation.textValue().split("\\.")[1];
        JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(payload));
        assertThat(claims.path("nonce").asText()).isEqualTo("uitdaging-1");
        assertThat(claims.at("/aud/0").asText()).isEqualTo("https://example.test/x");
        assertThat(claims.path("exp").asLong())
                .isEqualTo(Instant.parse("2036-01-01T00:00:00Z").getEpochSecond());
    }

    private static JsonNode verify(ObjectNode question) throws IOException {
        Response outcome = admin().body(question.toString()).post("/internal/vcr/v2/verifier/vp");
        assertThat(outcome.statusCode()).as(outcome.asString()).isEqualTo(200);
        return JSON.readTree(outcome.asString());
    }

    @Test
    void theListOfTrustedIssuersAsRecorded() throws Exception {
        String issuer = subject("c8");
        String holder = subject("c9");
        Response issued = issue(organisation(issuer, holder));
        assertThat(load("c9", issued.asString())).isEqualTo(204);
        ObjectNode question = JSON.createObjectNode();
        question.set("verifiableCredential", JSON.readTree(issued.asString()));
        question.putObject("verificationOptions").put("allowUntrustedIssuer", false);
        Map<String, String> entry = Map.of("issuer", issuer, "credentialType", "NutsOrganizationCredential");
        String path = "/internal/vcr/v2/verifier/NutsOrganizationCredential/";
        assertThat(outcome(question)).isFalse();
        assertThat(admin().get(path + "untrusted").asString()).contains(issuer);
        assertThat(admin().body(entry).post("/internal/vcr/v2/verifier/trust").statusCode())
                .isEqualTo(204);
        assertThat(admin().get(path + "trusted").asString()).isEqualTo("[\"" + issuer + "\"]");
        assertThat(admin().get(path + "untrusted").asString()).doesNotContain(issuer);
        assertThat(outcome(question)).isTrue();
        assertThat(admin().body(entry).delete("/internal/vcr/v2/verifier/trust").statusCode())
                .isEqualTo(204);
        assertThat(admin().get(path + "trusted").asString()).isEqualTo("[]");
    }

    @Test
    void walletsWarnAndTellWhatIsNotHere() {
        String holder = subject("c10");
        Map<String, Object> body = new HashMap<>(organisation(holder, holder));
        body.put("withStatusList2021Revocation", false);
        body.put("format", "jwt_vc");
        body.put(
                "expirationDate",
                Instant.now()
                        .plus(Duration.ofDays(10))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        assertThat(load("c10", issue(body).asString())).isEqualTo(204);
        Response soon = admin().queryParam("within", "P11D").get("/auth/v1/wallet/expiring");
        assertThat(soon.<List<String>>path("credentials.subject")).contains("c10");
        assertThat(soon.<Boolean>path("more")).isFalse();
        assertThat(admin().queryParam("within", "P9D")
                        .get("/auth/v1/wallet/expiring")
                        .<List<String>>path("credentials.subject"))
                .doesNotContain("c10");
        assertThat(admin().queryParam("within", "soon")
                        .get("/auth/v1/wallet/expiring")
                        .statusCode())
                .isEqualTo(400);
        assertThat(load("bestaat-niet", issue(body).asString())).isEqualTo(404);
        assertThat(
                        load(
                                "c10",
                                "{\"@context\":[\"https://www.w3.org/2018/credentials/v1\"],\"type\":[\"VerifiableCredential\"]}"))
                .isEqualTo(400);
        assertThat(admin().body("{}").post("/internal/vcr/v2/search").statusCode())
                .isEqualTo(404);
        assertThat(admin().get("/internal/vcr/v2/vc/x").<String>path("detail")).contains("issuer/vc/search");
    }

    @Test
    void eOverdrachtIsAJwtUnlessAskedOtherwise() throws Exception {
        String issuer = subject("c11");
        Map<String, Object> body = new HashMap<>(Map.of(
                "type",
                "EOverdrachtCredential",
                "issuer",
                issuer,
                "credentialSubject",
                Map.of(
                        "id",
                        issuer,
                        "eOverdracht",
                        Map.of("role", "receiver", "version", "4.0", "auditDate", "2026-01-01")),
                "withBitstringStatusListRevocation",
                true));
        JsonNode jwt = JSON.readTree(issue(body).asString());
        assertThat(jwt.isTextual()).isTrue();
        assertThat(UnverifiedCredential.parse(jwt)
                        .content()
                        .statuses()
                        .getFirst()
                        .type())
                .isEqualTo("BitstringStatusListEntry");
        assertThat(valid(jwt)).isTrue();
        body.put("format", "ldp_vc");
        JsonNode linkedData = JSON.readTree(issue(body).asString());
        assertThat(UnverifiedCredential.parse(linkedData).format()).isEqualTo(CredentialFormat.LDP_VC);
        assertThat(valid(linkedData)).isTrue();
        body.put("withStatusList2021Revocation", true);
        assertThat(issue(body).statusCode()).as("one list only").isEqualTo(400);
    }

    private static int load(String subject, String credential) {
        return admin().body(credential)
                .post("/internal/vcr/v2/holder/" + subject + "/vc")
                .statusCode();
    }

    private static boolean valid(JsonNode credential) {
        return outcome(JSON.createObjectNode().set("verifiableCredential", credential));
    }

    private static boolean outcome(ObjectNode question) {
        Response outcome = admin().body(question.toString()).post("/internal/vcr/v2/verifier/vc");
        assertThat(outcome.statusCode()).as(outcome.asString()).isEqualTo(200);
        return outcome.path("validity");
    }

    private List<String> told() {
        return redis.stream(String.class)
                .xrange("{" + AuthNodeResource.CUSTOMER + "}:bus:auth.revoked", StreamRange.of("-", "+"))
                .stream()
                .map(message -> message.payload().get("value"))
                .toList();
    }

    @AfterAll
    void closeConnections() {
        HttpClient open = client;
        if (open != null) {
            open.close();
        }
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = TestCertificates.client(trust);
        }
        return client;
    }

    private HttpResponse<String> get(String url) throws Exception {
        return client().send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .contentType(ContentType.JSON);
    }
}
