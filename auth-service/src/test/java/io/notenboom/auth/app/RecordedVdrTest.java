// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.json.CanonicalJson;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What was asked of Nuts nodes about subjects and DIDs is asked of this one, and the answers are compared. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class RecordedVdrTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern DID = Pattern.compile("did:web:[a-z.-]+%3A[0-9]+:iam:[0-9a-f-]{36}");
    private static final Pattern UUIDS =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern COORDINATES = Pattern.compile("\"([xy])\":\"[A-Za-z0-9_-]{43}\"");
    private static final Pattern TIMES = Pattern.compile("\"[0-9-]{10}T[0-9:]{8}Z\"");

    @ConfigProperty(name = "notenboom.public-url")
    String publicUrl;

    @ConfigProperty(name = "notenboom.outbound.trust")
    Path trust;

    /** Names of this run: the node keeps what an earlier run made. */
    private final String suffix = "-" + UUID.randomUUID().toString().substring(0, 8);

    private final Map<String, String> didsByRecorded = new HashMap<>();

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void answersAsTheyDid(String version) throws Exception {
        Path root = Vectors.require("nuts-node").resolve(version);
        // only one of the subjects, so that the keys of the custodian suffice
        JsonNode created = exchanges(root, "internal-vdr/create-subject-node-b").get(1);
        replay(created);
        for (String item : new String[] {
            "internal-vdr/create-subject-conflict",
            "internal-vdr/create-subject-bad-json",
            "internal-vdr/create-subject-bad-name",
            "internal-vdr/create-subject-encryption-key",
            "internal-vdr/get-subject",
            "internal-vdr/get-subject-unknown",
            "internal-vdr/create-service",
            "internal-vdr/find-service",
            "internal-vdr/delete-service",
            "internal-vdr/add-verification-method"
        }) {
            replay(exchanges(root, item).get(0));
        }
        JsonNode own = exchanges(root, "internal-vdr/resolve-own-did");
        replay(own.get(0), true);
        replay(own.get(1), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void deactivationLooksAsTheirs(String version) throws Exception {
        Path root = Vectors.require("nuts-node").resolve(version);
        replay(exchanges(root, "internal-vdr/create-subject-random-id").get(0));
        JsonNode end = exchanges(root, "internal-vdr/delete-subject");
        replay(end.get(0));
        replay(end.get(1));
        JsonNode deactivated = exchanges(root, "did/deactivated");
        replay(deactivated.get(1));
        replay(deactivated.get(2));
        HttpResponse<String> document =
                get(mapped(deactivated.get(0).at("/request/target").asText()));
        assertThat(document.statusCode()).isEqualTo(404);
        // theirs lets caches keep the error for five minutes, which is a defect
        assertThat(document.headers().firstValue("Cache-Control")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    @DisplayName("issuer: did.json with all resolver rules")
    void documentsArePublishedAsTheirs(String version) throws Exception {
        Path root = Vectors.require("nuts-node").resolve(version);
        replay(exchanges(root, "internal-vdr/create-subject-node-b").get(1));
        replay(exchanges(root, "internal-vdr/create-service").get(0));
        JsonNode theirs = exchanges(root, "did/with-service").get(0);
        HttpResponse<String> ours = get(mapped(theirs.at("/request/target").asText()));

        assertThat(ours.statusCode()).isEqualTo(200);
        assertThat(ours.headers().firstValue("Cache-Control")).hasValue("max-age=300");
        assertThat(ours.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(shape(ours.body()))
                .isEqualTo(shape(theirs.at("/response/body/text").asText()));
        for (JsonNode unknown : exchanges(root, "did/unknown")) {
            HttpResponse<String> missing = get(unknown.at("/request/target").asText());
            assertThat(missing.statusCode()).isEqualTo(404);
            assertThat(missing.headers().firstValue("Cache-Control")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v6.2.10", "master"})
    void didsOfOtherMethods(String version) throws Exception {
        JsonNode recorded =
                exchanges(Vectors.require("nuts-node").resolve(version), "internal-vdr/resolve-did-unknown-method");
        // theirs is a 500; a DID of a method that nobody resolves is the caller's mistake
        assertThat(send(recorded.get(0)).statusCode()).isEqualTo(400);
        Response jwk = send(recorded.get(1));
        assertThat(jwk.statusCode()).isEqualTo(200);
        JsonNode theirs =
                JSON.readTree(recorded.get(1).at("/response/body/text").asText());
        JsonNode ours = JSON.readTree(jwk.asString());
        assertThat(ours.get("documentMetadata")).isEqualTo(theirs.get("documentMetadata"));
        assertThat(ours.at("/document/verificationMethod/0/publicKeyJwk"))
                .isEqualTo(theirs.at("/document/verificationMethod/0/publicKeyJwk"));
        assertThat(ours.at("/document/assertionMethod")).isEqualTo(theirs.at("/document/assertionMethod"));
    }

    private void replay(JsonNode exchange) throws IOException {
        replay(exchange, false);
    }

    /** @param keysAddedLater whether the recording is of a document with fewer keys */
    private void replay(JsonNode exchange, boolean keysAddedLater) throws IOException {
        Response ours = send(exchange);
        JsonNode theirs = exchange.get("response");
        String target = exchange.at("/request/target").asText();
        assertThat(ours.statusCode())
                .as("%s: %s", target, ours.asString())
                .isEqualTo(theirs.path("status").asInt());
        String body = theirs.at("/body/text").asText("");
        if (ours.statusCode() >= 400) {
            assertThat(ours.contentType()).startsWith("application/problem+json");
            assertThat(ours.<Integer>path("status")).isEqualTo(ours.statusCode());
            assertThat(ours.<String>path("detail")).isNotBlank();
            assertThat(ours.<String>path("title")).isNotBlank();
            return;
        }
        remember(body, ours.asString());
        if (!body.isEmpty() && !keysAddedLater) {
            assertThat(shape(ours.asString())).as(target).isEqualTo(shape(body));
        } else if (keysAddedLater) {
            assertThat(shape(JSON.readTree(ours.asString())
                            .get("documentMetadata")
                            .toString()))
                    .isEqualTo(shape(JSON.readTree(body).get("documentMetadata").toString()));
        }
    }

    private Response send(JsonNode exchange) {
        JsonNode request = exchange.get("request");
        RequestSpecification call =
                given().urlEncodingEnabled(false).header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN);
        if (request.path("body").has("text")) {
            call = call.contentType("application/json")
                    .body(named(request.at("/body/text").asText()));
        }
        return call.request(
                request.path("method").asText(), mapped(request.path("target").asText()));
    }

    /** The first DID of an answer of theirs stands for the first DID of ours, and so do subject ids that nodes chose. */
    private void remember(String theirs, String ours) throws IOException {
        Matcher recorded = DID.matcher(theirs);
        Matcher own = DID.matcher(ours);
        if (recorded.find() && own.find()) {
            didsByRecorded.put(lastPart(recorded.group()), lastPart(own.group()));
        }
        if (theirs.contains("\"subject\"")) {
            didsByRecorded.put(
                    JSON.readTree(theirs).path("subject").asText(),
                    JSON.readTree(ours).path("subject").asText());
        }
    }

    private static String lastPart(String did) {
        return did.substring(did.lastIndexOf(':') + 1);
    }

    /** A recorded target as it is for this node: its host, its DIDs, its names. */
    private String mapped(String target) {
        String mapped = target;
        for (Map.Entry<String, String> entry : didsByRecorded.entrySet()) {
            mapped = mapped.replace(entry.getKey(), entry.getValue());
        }
        URI base = URI.create(publicUrl);
        mapped = mapped.replaceAll("node-[ab]\\.test(%(?:25)?3A)[0-9]+", base.getHost() + "$1" + base.getPort());
        return didsByRecorded.containsKey("huisarts-west") ? mapped : named(mapped);
    }

    private String named(String text) {
        return text.replace("huisarts-west", "huisarts-west" + suffix);
    }

    private String shape(String json) throws IOException {
        String text = JSON.readTree(json).toString().replace("huisarts-west" + suffix, "huisarts-west");
        text = DID.matcher(text).replaceAll("DID");
        text = UUIDS.matcher(text).replaceAll("UUID");
        text = COORDINATES.matcher(text).replaceAll("\"$1\":\"C\"");
        return sorted(TIMES.matcher(text).replaceAll("\"TIME\""));
    }

    private static String sorted(String json) throws IOException {
        return CanonicalJson.text(JSON.readTree(json));
    }

    private HttpResponse<String> get(String path) throws Exception {
        try (HttpClient client = TestCertificates.client(trust)) {
            return client.send(
                    HttpRequest.newBuilder(URI.create(publicUrl + path)).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    private static JsonNode exchanges(Path root, String item) throws IOException {
        return JSON.readTree(root.resolve(item + ".json").toFile()).get("exchanges");
    }
}
