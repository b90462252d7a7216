// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.document.FhirDocument;
import io.notenboom.pdp.document.FhirFormat;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The customer's FHIR server over HTTP with Basic authentication. The address is the customer's own configuration; redirects are
 * not followed, nor is anything that an answer names; answers are read up to 4 MB, as JSON or XML, and each call, body included,
 * ends within a time limit. Requests are JSON.
 */
public final class HttpFhirServer implements CustomerFhirServer {

    private static final int MAX_RESOURCE = 4_194_304;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final String FHIR_JSON = "application/fhir+json";
    private static final String ACCEPTED = FHIR_JSON + ", application/fhir+xml;q=0.5";

    private final HttpClient client;
    private final Target target;
    private final Duration limit;

    /** User name and password. */
    public record Login(String username, Secret password) {}

    /**
     * Where the server is.
     *
     * @param baseUrl without a slash at the end
     */
    public record Target(String baseUrl, FhirVersion version, Optional<Login> login) {}

    /**
     * At a target.
     *
     * @param tls whom https trusts
     * @param limit for each whole call
     */
    public HttpFhirServer(Target target, SSLContext tls, Duration limit) {
        this.target = target;
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
        return send(request("/" + resource.reference()).GET().build(), response -> read(response)
                .map(found -> asked(resource, found))
                .orElse(new Answer.Unreachable(Trouble.MALFORMED)));
    }

    private static Answer asked(ResourceId resource, ObjectNode found) {
        return is(resource, found) ? new Answer.Resource(found) : new Answer.Unreachable(Trouble.OTHER_RESOURCE);
    }

    private static boolean is(ResourceId resource, JsonNode found) {
        return resource.type().equals(found.path("resourceType").textValue())
                && resource.id().equals(found.path("id").textValue());
    }

    /** A server that answers a creation without the resource is asked for it at the location it names. */
    @Override
    public Answer create(ObjectNode resource) {
        String type = resource.path("resourceType").asText();
        HttpRequest request = request("/" + type)
                .header("Prefer", "return=representation")
                .POST(body(resource))
                .build();
        return send(request, response -> {
            Optional<ObjectNode> stored = read(response)
                    .filter(found -> type.equals(found.path("resourceType").textValue())
                            && ResourceId.validId(found.path("id").asText()));
            if (stored.isPresent()) {
                return new Answer.Resource(stored.get());
            }
            return response.headers()
                    .firstValue("Location")
                    .flatMap(HttpFhirServer::located)
                    .filter(created -> created.type().equals(type))
                    .map(this::read)
                    .orElse(new Answer.Unreachable(Trouble.OTHER_RESOURCE));
        });
    }

    /** A server that answers an update without the resource is asked for it. */
    @Override
    public Answer update(ObjectNode resource) {
        ResourceId id = new ResourceId(
                resource.path("resourceType").asText(), resource.path("id").asText());
        HttpRequest.Builder request = request("/" + id.reference()).header("Prefer", "return=representation");
        String version = resource.path("meta").path("versionId").asText("");
        if (!version.isEmpty()) {
            request.header("If-Match", "W/\"" + version + "\"");
        }
        return send(request.PUT(body(resource)).build(), response -> read(response)
                .filter(stored -> is(id, stored))
                .<Answer>map(Answer.Resource::new)
                .orElseGet(() -> read(id)));
    }

    /** The first page of the search is enough: what it does not find, or finds besides, is not followed. */
    @Override
    public Answer find(String type, Identifier identifier) {
        String token = URLEncoder.encode(identifier.system() + "|" + identifier.value(), StandardCharsets.UTF_8);
        return send(request("/" + type + "?identifier=" + token).GET().build(), response -> read(response)
                .filter(bundle -> "Bundle".equals(bundle.path("resourceType").textValue()))
                .map(bundle -> StreamSupport.stream(bundle.path("entry").spliterator(), false)
                        .map(entry -> entry.path("resource"))
                        .filter(found -> type.equals(found.path("resourceType").textValue()) && identifier.of(found))
                        .min(Comparator.comparing(found -> found.path("id").asText()))
                        .<Answer>map(Answer.Resource::new)
                        .orElse(new Answer.Missing()))
                .orElse(new Answer.Unreachable(Trouble.MALFORMED)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(target.baseUrl() + path))
                .timeout(limit)
                .header("Accept", ACCEPTED)
                .header("Content-Type", FHIR_JSON + "; charset=utf-8");
        target.login().ifPresent(known -> request.header("Authorization", basic(known)));
        return request;
    }

    private static String basic(Login login) {
        String pair = login.username() + ":" + login.password().reveal();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.BodyPublisher body(ObjectNode resource) {
        return HttpRequest.BodyPublishers.ofString(resource.toString());
    }

    private Answer send(HttpRequest request, Function<HttpResponse<byte[]>, Answer> success) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_RESOURCE));
        try {
            HttpResponse<byte[]> response = sent.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            int status = response.statusCode();
            if (status == NOT_FOUND || status == GONE) {
                return new Answer.Missing();
            }
            return status < 200 || status > 299 ? new Answer.Refused(status) : success.apply(response);
        } catch (TimeoutException late) {
            sent.cancel(true);
            return new Answer.Unreachable(Trouble.TOO_SLOW);
        } catch (ExecutionException failed) {
            return new Answer.Unreachable(trouble(failed.getCause()));
        } catch (InterruptedException interrupted) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            return new Answer.Unreachable();
        }
    }

    /** The platform tells that a body is larger than allowed by its message alone. */
    private static Trouble trouble(@Nullable Throwable failure) {
        if (failure instanceof HttpTimeoutException) {
            return Trouble.TOO_SLOW;
        }
        boolean tooLarge =
                failure != null && String.valueOf(failure.getMessage()).contains("exceeds capacity");
        return tooLarge ? Trouble.TOO_LARGE : Trouble.NO_ANSWER;
    }

    /** Empty when the answer has no resource that can be read. */
    private Optional<ObjectNode> read(HttpResponse<byte[]> response) {
        FhirFormat format = response.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("xml"))
                .map(xml -> FhirFormat.XML)
                .orElse(FhirFormat.JSON);
        return FhirDocument.stored(response.body(), format, target.version(), MAX_RESOURCE)
                .map(FhirDocument::json);
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
