// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;

/** An organisation's own FHIR server, as its own software uses it. */
public final class FhirStore {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration TIME_OUT = Duration.ofSeconds(30);

    private final String baseUrl;
    private final String authorization;

    /**
     * With HTTP Basic.
     *
     * @param baseUrl FHIR base, without a slash at the end
     * @param passwordFile file with the password
     */
    public FhirStore(String baseUrl, String user, Path passwordFile) {
        this.baseUrl = baseUrl;
        try {
            String pair = user + ":" + Files.readString(passwordFile).strip();
            this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + passwordFile, unreadable);
        }
    }

    /** Keeps a resource under its own id. */
    public void put(JsonNode resource) {
        String reference = resource.path("resourceType").asText() + "/"
                + resource.path("id").asText();
        String unused = send(
                reference,
                request(reference)
                        .header("Content-Type", "application/fhir+json")
                        .PUT(HttpRequest.BodyPublishers.ofString(resource.toString())));
    }

    /** A resource that it has. */
    public JsonNode get(String reference) {
        try {
            return JSON.readTree(send(reference, request(reference).header("Accept", "application/fhir+json")));
        } catch (JsonProcessingException notJson) {
            throw new StepFailure("the FHIR server answered no JSON for " + reference);
        }
    }

    /** A resource that it has, in XML. */
    public String xml(String reference) {
        return send(reference, request(reference).header("Accept", "application/fhir+xml"));
    }

    private HttpRequest.Builder request(String reference) {
        return HttpRequest.newBuilder(URI.create(baseUrl + "/" + reference))
                .timeout(TIME_OUT)
                .header("Authorization", authorization);
    }

    private static String send(String reference, HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new StepFailure("the FHIR server answered " + answer.statusCode() + " for " + reference);
            }
            return answer.body();
        } catch (IOException failure) {
            throw new StepFailure("the FHIR server did not answer for " + reference + ": " + failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure("interrupted while reading " + reference);
        }
    }
}
