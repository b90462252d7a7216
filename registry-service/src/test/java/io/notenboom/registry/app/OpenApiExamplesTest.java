// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.http.OpenApiExamples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** Every operation of openapi.yaml, asked of a running service with its example; no operation is left out. */
@QuarkusTest
@QuarkusTestResource(value = RegistryNodeResource.class, restrictToAnnotatedClass = true)
class OpenApiExamplesTest {

    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:12345678";
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    private final OpenApiExamples examples = OpenApiExamples.ofService();
    private final Map<String, String> path = new HashMap<>();

    @Test
    void everyExampleCanBeSentAndIsAnswered() {
        enrols();
        registers();
        rotates();
        reads();
        searches();
        writes();
        gossips();
        watches();
        decides();
        assertThat(examples.untried()).as("operations that no step asks for").isEmpty();
    }

    private void enrols() {
        ask("get /enrolment/v1/foundation", 200);
        JsonNode received = ask("post /enrolment/v1/requests", 201);
        path.put("id", received.path("id").asText());
        path.put("X-Request-Token", received.path("requestToken").asText());
        ask("get /enrolment/v1/requests/{id}", 200);
        ask("get /enrolment/v1/requests", 200);
        ask("post /enrolment/v1/requests/{id}/refusal", 200);
        path.put(
                "id", ask("post /registry/v1/enrolments", 201).path("requestId").asText());
        JsonNode issued = ask("post /enrolment/v1/requests/{id}/acceptance", 200);
        path.put("kind", "vendor-ca");
        ask("post /registry/v1/enrolments/{kind}/refresh", 200);
        ask("post /registry/v1/enrolments/{kind}/renewal", 400);
        path.put("body.certificate", issued.path("certificate").asText());
        ask("post /registry/v1/enrolments/{kind}/certificate", 200);
        path.remove("body.certificate");
        path.put("request", path.get("id"));
        ask("get /registry/v1/enrolments", 200);
    }

    private void registers() {
        path.put("sid", ask("post /registry/v1/vendor", 201).path("sid").asText());
        ask("post /registry/v1/vendor", 200);
        path.put(
                "id", ask("post /registry/v1/contracts", 201).path("contractId").asText());
        ask("post /registry/v1/contracts/{id}/approval", 201);
        path.put(
                "certificate",
                ask("get /registry/v1/contracts/{id}", 200).path("certificate").asText());
        ask("get /registry/v1/contracts", 200);
        path.put(
                "urn",
                ask("post /registry/v1/endpoints", 201).path("endpointId").asText());
        ask("put /registry/v1/endpoints/{urn}", 201);
        ask("put /registry/v1/endpoints/{urn}", 200);
    }

    /** Nothing is rotated: the certificate of the example is nobody's here, and there is no way out for a vendor's CA. */
    private void rotates() {
        JsonNode rotation =
                ask("get /registry/v1/rotations", 200).path("rotations").path(0);
        ask("post /registry/v1/rotations", 404);
        ask("post /registry/v1/rotations/{kind}/{id}/emergency", 409);
        path.put("body.kind", rotation.path("kind").asText());
        path.put("body.id", rotation.path("id").asText());
        ask("post /registry/v1/rotations/preview", 200);
        path.keySet().removeIf(name -> name.startsWith("body."));
    }

    private void reads() {
        path.put("oid", VENDOR);
        ask("get /registry/v1/vendors", 200);
        ask("get /registry/v1/vendors/{oid}", 200);
        path.put("oid", ORGANISATION);
        path.put("?query", "ziekenhuis linde");
        await(() -> !caller().queryParam("query", "ziekenhuis linde")
                .get("/registry/v1/organisations")
                .jsonPath()
                .getList("results")
                .isEmpty());
        ask("get /registry/v1/organisations", 200);
        path.remove("?query");
        ask("get /registry/v1/organisations/{oid}", 200);
        ask("get /registry/v1/organisations/{oid}/endpoints", 200);
        path.put("?orgIds", ORGANISATION);
        ask("get /registry/v1/endpoints", 200);
        path.remove("?orgIds");
        ask("get /registry/v1/endpoint-types", 200);
        JsonNode event = ask("get /registry/v1/events", 200).path("events").path(0);
        path.put("id", event.path("id").asText());
        String signed = ask("get /registry/v1/events/{id}", 200).path("jws").asText();
        Response verdict = caller().contentType("application/jose")
                .body(signed.getBytes(StandardCharsets.US_ASCII))
                .post("/registry/v1/events");
        examples.requireDescribed("post /registry/v1/events", verdict.statusCode(), json(verdict));
        String proof = "/registry/v1/events/" + path.get("id") + "/proof";
        await(() -> caller().get(proof).statusCode() == 200);
        ask("get /registry/v1/events/{id}/proof", 200);
        ask("get /registry/v1/streams", 200);
        ask("get /registry/v1/streams/{sid}", 200);
        ask("delete /registry/v1/endpoints/{urn}", 201);
        ask("delete /registry/v1/endpoints/{urn}", 200);
    }

    private void searches() {
        ask("get /registry/v1/search-index", 200);
        ask("post /registry/v1/search-index/rebuild", 202);
        path.put("type", "Organization");
        await(() -> caller().get("/mcsd/Organization").jsonPath().getInt("total") > 0);
        ask("get /mcsd/metadata", 200);
        String id = ask("get /mcsd/{type}", 200)
                .path("entry")
                .path(0)
                .path("resource")
                .path("id")
                .asText();
        ask("get /mcsd/{type}/_history", 200);
        path.put("id", id);
        ask("get /mcsd/{type}/{id}", 200);
        Response found =
                caller().contentType(ContentType.URLENC).formParam("_id", id).post("/mcsd/Organization/_search");
        examples.requireDescribed("post /mcsd/{type}/_search", found.statusCode(), json(found));
        assertThat(json(found).path("total").asInt()).isEqualTo(1);
        administers(id);
    }

    /** The organisation of the examples has no URA number, so that it is not in the administration directory. */
    private void administers(String id) {
        ask("get /mcsd/administration/metadata", 200);
        assertThat(ask("get /mcsd/administration/{type}", 200).path("total").asInt())
                .isZero();
        ask("get /mcsd/administration/{type}/_history", 200);
        ask("get /mcsd/administration/{type}/{id}", 404);
        Response found = caller().contentType(ContentType.URLENC)
                .formParam("_id", id)
                .post("/mcsd/administration/Organization/_search");
        examples.requireDescribed("post /mcsd/administration/{type}/_search", found.statusCode(), json(found));
    }

    private void writes() {
        ask("get /registry/v1/forks", 200);
        ask("get /registry/v1/writer", 200);
        ask("post /registry/v1/writer/override", 200);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not happen within 20 s").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void decides() {
        ask("post /registry/v1/foundation/endpoint-types", 201);
        ask("post /registry/v1/foundation/endpoint-types", 200);
        path.put("body.certificate", path.get("certificate"));
        path.put("body.sid", path.get("sid"));
        ask("post /registry/v1/foundation/revocations", 201);
        ask("post /registry/v1/foundation/revocations", 200);
        ask("post /registry/v1/foundation/fork-resolutions", 422);
        path.remove("body.certificate");
        ask("post /registry/v1/foundation/operations", 422);
        ask("post /registry/v1/foundation/stream", 200);
        path.put("id", path.get("request"));
        ask("post /enrolment/v1/requests/{id}/revocation", 200);
        Response list = given().get("/pki/v1/foundation.crl");
        assertThat(list.contentType()).isEqualTo("application/pkix-crl");
        examples.requireDescribed("get /pki/v1/foundation.crl", list.statusCode(), MissingNode.getInstance());
        Response denied = given().get("/pki/v1/denylist.jws");
        assertThat(denied.statusCode()).isEqualTo(200);
        examples.requireDescribed("get /pki/v1/denylist.jws", denied.statusCode(), MissingNode.getInstance());
    }

    private void gossips() {
        ask("get /registry/v1/convergence", 200);
        ask("get /registry/v1/restoration", 200);
        ask("get /registry/v1/history", 200);
        ask("get /registry/v1/peers", 200);
        ask("post /registry/v1/peers", 201);
        ask("post /registry/v1/peers", 200);
        path.put("id", "localhost:8443");
        ask("get /registry/v1/peers/{id}", 200);
        ask("delete /registry/v1/peers/{id}", 204);
        ask("delete /registry/v1/peers/{id}", 404);
    }

    /** A live stream has no end, so that its first event is read, and compared with the one that is described. */
    private void watches() {
        String described = examples.text("get /registry/v1/live", 200, "text/event-stream");
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/registry/v1/live"))
                .header("Authorization", "Bearer " + RegistryNodeResource.ADMIN)
                .header("Last-Event-ID", "0")
                .build();
        try (HttpClient client = HttpClient.newHttpClient();
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        client.send(request, HttpResponse.BodyHandlers.ofInputStream())
                                .body(),
                        StandardCharsets.UTF_8))) {
            assertThat(lines.readLine()).isEqualTo("retry: 5000");
            assertThat(lines.readLine()).isEmpty();
            String sent = lines.readLine() + "\n" + lines.readLine() + "\n" + lines.readLine();
            assertThat(normalised(sent)).isEqualTo(normalised(described.strip()));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String normalised(String event) {
        return event.replaceAll("[A-Za-z0-9_-]{43}", "<id>").replaceAll("\"iat\":\"[^\"]*\"", "<iat>");
    }

    /** Sends the example of an operation; path parameters are those put into {@link #path}. */
    private JsonNode ask(String operation, int status) {
        String[] parts = operation.split(" ", 2);
        RequestSpecification request = caller().contentType(ContentType.JSON);
        JsonNode body = examples.body(operation);
        path.forEach((name, value) -> {
            if (operation.contains("{" + name + "}")) {
                request.pathParam(name, value);
            } else if (name.startsWith("body.") && body instanceof ObjectNode fields) {
                fields.put(name.substring("body.".length()), value);
            } else if (name.startsWith("?")) {
                request.queryParam(name.substring(1), value);
            } else if (name.startsWith("X-")) {
                request.header(name, value);
            }
        });
        if (body != null) {
            request.body(body.toString());
        }
        Response response = request.request(parts[0], parts[1]);
        JsonNode answer = json(response);
        assertThat(response.statusCode()).as("%s: %s", operation, answer).isEqualTo(status);
        examples.requireDescribed(operation, status, answer);
        return answer;
    }

    private static RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + RegistryNodeResource.ADMIN);
    }

    private static JsonNode json(Response response) {
        try {
            String text = response.asString();
            return text.isEmpty() ? MissingNode.getInstance() : new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + response.asString(), e);
        }
    }
}
