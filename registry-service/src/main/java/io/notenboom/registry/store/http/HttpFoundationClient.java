// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.FoundationClient;
import io.notenboom.registry.enrolment.FoundationUnavailableException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Foundation's node over its internal API. Its address comes from this node's own configuration. Answers have at most 128
 * kB and 5 seconds; redirects are not followed.
 */
public final class HttpFoundationClient implements FoundationClient {

    private static final int MAX_BYTES = 131_072;
    private static final Duration TIME_OUT = Duration.ofSeconds(5);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIME_OUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final @Nullable URI base;
    private final @Nullable Path tokenFile;

    /**
     * A client; without address or token every call fails.
     *
     * @param plainHttp whether {@code http} is permitted, as in development mode
     */
    public HttpFoundationClient(@Nullable URI base, @Nullable Path tokenFile, boolean plainHttp) {
        boolean https = base == null || "https".equals(base.getScheme());
        if (!https && !plainHttp) {
            throw new IllegalArgumentException("notenboom.registry.foundation.url has to be an https URL");
        }
        this.base = base;
        this.tokenFile = tokenFile;
    }

    @Override
    public Receipt submit(EnrolmentKind kind, String csr, String name, String kvk) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", kind.wireName()).put("csr", csr).put("name", name).put("kvk", kvk);
        HttpRequest.Builder request = request("/enrolment/v1/requests")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        JsonNode answer = call(request, 201);
        String id = answer.path("id").asText();
        String token = answer.path("requestToken").asText();
        if (!id.matches("[0-9a-f-]{36}") || token.isEmpty() || token.length() > 200) {
            throw new FoundationUnavailableException("the Foundation's receipt cannot be used");
        }
        return new Receipt(id, Secret.of(token));
    }

    @Override
    public Outcome outcome(String id, Secret token) {
        HttpRequest.Builder request = request("/enrolment/v1/requests/" + id)
                .header("X-Request-Token", token.reveal())
                .GET();
        JsonNode answer = call(request, 200);
        List<String> chain = new ArrayList<>();
        answer.path("chain").forEach(pem -> chain.add(pem.asText()));
        return new Outcome(
                EnrolmentStatus.ofWireName(answer.path("status").asText())
                        .orElseThrow(() -> new FoundationUnavailableException("the Foundation's answer has no status")),
                answer.hasNonNull("certificate") ? answer.path("certificate").asText() : null,
                chain,
                answer.hasNonNull("reason") ? answer.path("reason").asText() : null);
    }

    private HttpRequest.Builder request(String path) {
        if (base == null || tokenFile == null) {
            throw new FoundationUnavailableException(
                    "set notenboom.registry.foundation.url and notenboom.registry.foundation.token-file");
        }
        try {
            String token = Files.readString(tokenFile).strip();
            return HttpRequest.newBuilder(URI.create(base.toString().replaceFirst("/+$", "") + path))
                    .timeout(TIME_OUT)
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + token);
        } catch (IOException e) {
            throw new FoundationUnavailableException("the Foundation's token file cannot be read", e);
        }
    }

    private JsonNode call(HttpRequest.Builder request, int expectedStatus) {
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                byte[] bytes = body.readNBytes(MAX_BYTES + 1);
                if (response.statusCode() != expectedStatus) {
                    throw new FoundationUnavailableException(
                            "the Foundation answered with status " + response.statusCode());
                }
                return StrictJson.parseObject(bytes, MAX_BYTES);
            }
        } catch (IOException | JsonInputException e) {
            throw new FoundationUnavailableException(
                    "the Foundation cannot be reached or its answer cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FoundationUnavailableException("interrupted while asking the Foundation", e);
        }
    }
}
