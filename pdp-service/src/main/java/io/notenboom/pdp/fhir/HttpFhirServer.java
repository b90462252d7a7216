// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.fhir;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;

/**
 * The customer's FHIR server over HTTP with Basic authentication. The address is the customer's own configuration; redirects are
 * not followed, answers are read up to 4 MB, and each call, body included, ends within a time limit.
 */
public final class HttpFhirServer implements CustomerFhirServer {

    private static final int MAX_RESOURCE = 4_194_304;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String FHIR_JSON = "application/fhir+json";

    private final HttpClient client;
    private final String baseUrl;
    private final Optional<Login> login;
    private final Duration limit;

    /** User name and password. */
    public record Login(String username, Secret password) {}

    /**
     * At a base URL without a slash at the end.
     *
     * @param tls whom https trusts
     * @param limit for each whole call
     */
    public HttpFhirServer(String baseUrl, Optional<Login> login, SSLContext tls, Duration limit) {
        this.baseUrl = baseUrl;
        this.login = login;
        this.limit = limit;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .sslContext(tls)
                .build();
    }

    @Override
    public Answer read(ResourceId resource) {
        return send(request("/" + resource.reference()).GET().build());
    }

    @Override
    public Answer create(ObjectNode resource) {
        return send(request("/" + resource.path("resourceType").asText())
                .header("Prefer", "return=representation")
                .POST(body(resource))
                .build());
    }

    @Override
    public Answer update(ObjectNode resource) {
        HttpRequest.Builder request = request(
                        "/" + resource.path("resourceType").asText() + "/"
                                + resource.path("id").asText())
                .header("Prefer", "return=representation");
        String version = resource.path("meta").path("versionId").asText("");
        if (!version.isEmpty()) {
            request.header("If-Match", "W/\"" + version + "\"");
        }
        return send(request.PUT(body(resource)).build());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(limit)
                .header("Accept", FHIR_JSON)
                .header("Content-Type", FHIR_JSON + "; charset=utf-8");
        login.ifPresent(known -> request.header("Authorization", basic(known)));
        return request;
    }

    private static String basic(Login login) {
        String pair = login.username() + ":" + login.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.BodyPublisher body(ObjectNode resource) {
        return HttpRequest.BodyPublishers.ofString(resource.toString());
    }

    private Answer send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_RESOURCE));
        try {
            return answer(sent.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException | JsonInputException unreadable) {
            sent.cancel(true);
            return new Answer.Unreachable();
        } catch (InterruptedException interrupted) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Unreachable();
        }
    }

    /** A server that answers a creation without the resource is asked for it at the location it names. */
    private Answer answer(HttpResponse<byte[]> response) {
        byte[] bytes = response.body();
        int status = response.statusCode();
        if (status == 404 || status == 410) {
            return new Answer.Missing();
        }
        if (status < 200 || status > 299) {
            return new Answer.Refused(status);
        }
        if (status == 201 && !resource(bytes)) {
            return response.headers()
                    .firstValue("Location")
                    .flatMap(HttpFhirServer::located)
                    .map(this::read)
                    .orElse(new Answer.Unreachable());
        }
        return new Answer.Resource(StrictJson.parseObject(bytes, MAX_RESOURCE));
    }

    private static boolean resource(byte[] bytes) {
        return bytes.length > 0
                && StrictJson.parseObject(bytes, MAX_RESOURCE).path("id").isTextual();
    }

    /** {@code …/Type/id} or {@code …/Type/id/_history/version}; the host it names is not used. */
    private static Optional<ResourceId> located(String location) {
        String[] segments = location.split("/", -1);
        int last = segments.length - 1;
        if (last > 3 && segments[last - 1].equals("_history")) {
            last -= 2;
        }
        return last > 0 && ResourceId.validId(segments[last])
                ? Optional.of(new ResourceId(segments[last - 1], segments[last]))
                : Optional.empty();
    }
}
