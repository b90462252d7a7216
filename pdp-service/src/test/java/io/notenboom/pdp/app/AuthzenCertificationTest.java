// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.testkit.Vectors;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The cases of the AuthZEN 1.0 certification, asked over HTTP of the customer of {@code CertificationPolicy}. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class AuthzenCertificationTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TENANT = "/authzen/certification";
    private static final RestAssuredConfig PLAIN = RestAssuredConfig.config()
            .encoderConfig(EncoderConfig.encoderConfig().appendDefaultContentCharsetToContentTypeIfUndefined(false));

    @Test
    @DisplayName("AuthZEN 1.0: Basic, Batch, Search and Discovery, Core and Properties")
    void everyCase() throws IOException {
        Optional<Path> vectors = Vectors.folder("own/authzen");
        Assumptions.assumeTrue(vectors.isPresent(), "vectors not found, skipped");
        JsonNode cases = JSON.readTree(Files.readAllBytes(vectors.orElseThrow().resolve("certification.json")))
                .path("cases");
        assertThat(cases).hasSize(66);
        for (JsonNode one : cases) {
            for (int times = one.at("/expected/repeat").asInt(1); times > 0; times--) {
                check(one);
            }
        }
    }

    private static void check(JsonNode one) throws IOException {
        JsonNode expected = one.path("expected");
        String name = one.path("id").asText() + " " + one.path("title").asText();
        Response answer = send(one.path("request"));
        assertThat(answer.statusCode())
                .as("%s: %s", name, answer.asString())
                .isEqualTo(expected.path("status").asInt());
        JsonNode body = JSON.readTree(answer.asString());
        if (expected.has("decision")) {
            assertThat(body.path("decision")).as(name).isEqualTo(expected.path("decision"));
        }
        batch(name, expected, body);
        results(name, expected, body);
        expected.path("responseHeaders").properties().forEach(header -> assertThat(answer.header(header.getKey()))
                .as(name)
                .isEqualTo(header.getValue().asText()));
        expected.path("metadata").properties().forEach(member -> assertThat(
                        body.path(member.getKey()).asText())
                .as(name)
                .isEqualTo(member.getValue()
                        .asText()
                        .replace("{base}", NodeAround.BASE_URL)
                        .replace("/tenant1", TENANT)));
    }

    private static void batch(String name, JsonNode expected, JsonNode body) {
        if (expected.has("evaluations")) {
            assertThat(body.path("evaluations"))
                    .as("%s: %s", name, body)
                    .hasSize(expected.path("evaluations").size());
            for (int index = 0; index < expected.path("evaluations").size(); index++) {
                JsonNode decision = body.at("/evaluations/" + index + "/decision");
                JsonNode wanted = expected.at("/evaluations/" + index);
                assertThat(decision.isBoolean() && (wanted.isNull() || wanted.equals(decision)))
                        .as("%s: %s", name, body)
                        .isTrue();
            }
        }
    }

    private static void results(String name, JsonNode expected, JsonNode body) {
        if (expected.has("includes") || expected.has("results") || expected.has("resultsArray")) {
            assertThat(body.path("results").isArray()).as(name).isTrue();
        }
        expected.path("includes").forEach(wanted -> assertThat(body.path("results"))
                .as("%s: %s", name, body)
                .contains(wanted));
        if (expected.has("results")) {
            assertThat(body.path("results")).as(name).isEqualTo(expected.path("results"));
        }
    }

    private static Response send(JsonNode request) {
        String path = request.path("path").asText();
        RequestSpecification call = given().config(PLAIN).header("Authorization", "Bearer " + NodeAround.TOKEN);
        request.path("headers").properties().forEach(header -> {
            if (header.getKey().equals("Content-Type")) {
                call.contentType(header.getValue().asText());
            } else {
                call.header(header.getKey(), header.getValue().asText());
            }
        });
        if (request.path("method").asText().equals("GET")) {
            return call.get(path.replace("/tenant1", TENANT));
        }
        String body = request.has("rawBody")
                ? request.path("rawBody").asText()
                : request.path("body").toString();
        return (body.isEmpty() ? call : call.body(body)).post(TENANT + path);
    }
}
