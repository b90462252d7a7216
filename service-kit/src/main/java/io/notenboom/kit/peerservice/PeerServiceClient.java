// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.peerservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.problem.RequestId;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Calls another service of the same node: JSON (answers read strictly, {@link StrictJson}), API token, the request id of the
 * current request, a time limit for the whole call. The token file is read for each call, so a new token counts at once. No redirects, no retries. Blocks: call it on a
 * virtual thread. Safe for many threads.
 */
public final class PeerServiceClient {

    private static final int MAX_ANSWER_BYTES = 8 * 1024 * 1024;
    private static final int MAX_TOKEN_BYTES = 1024;
    private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final Set<Integer> UNAVAILABLE = Set.of(502, 503, 504);

    private final String service;
    private final String baseUrl;
    private final Path tokenFile;
    private final Duration timeout;
    private final ObjectMapper json;
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /**
     * @param service its name, for messages
     * @param baseUrl its internal listener, without a slash at the end
     * @param timeout for each whole call
     */
    public PeerServiceClient(String service, String baseUrl, Path tokenFile, Duration timeout, ObjectMapper json) {
        this.service = service;
        this.baseUrl = baseUrl;
        this.tokenFile = tokenFile;
        this.timeout = timeout;
        this.json = json;
    }

    /**
     * GET.
     *
     * @param path starts with a slash; encode what varies with {@link #segment}
     * @throws PeerServiceUnavailableException when there is no answer
     * @throws PeerServiceRefusedException when the answer is an error
     */
    public <T> T get(String path, Class<T> type) {
        return required(path, call("GET", path, Optional.empty()), type);
    }

    /** GET; empty when the answer is 404. Otherwise as {@link #get}. */
    public <T> Optional<T> find(String path, Class<T> type) {
        try {
            return Optional.of(get(path, type));
        } catch (PeerServiceRefusedException refused) {
            if (refused.status() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** POST of JSON with an answer of JSON; throws as {@link #get}. */
    public <T> T post(String path, Object body, Class<T> type) {
        return required(path, call("POST", path, Optional.of(json(body))), type);
    }

    /** POST of a form with an answer of JSON; throws as {@link #get}. */
    public <T> T postForm(String path, Map<String, String> form, Class<T> type) {
        String encoded = form.entrySet().stream()
                .map(field -> formText(field.getKey()) + "=" + formText(field.getValue()))
                .collect(Collectors.joining("&"));
        Content content = new Content("application/x-www-form-urlencoded", BodyPublishers.ofString(encoded));
        return required(path, call("POST", path, Optional.of(content)), type);
    }

    private static String formText(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** POST of JSON whose answer has no body that matters; throws as {@link #get}. */
    public void post(String path, Object body) {
        var unused = call("POST", path, Optional.of(json(body)));
    }

    /** PUT of JSON with an answer of JSON; throws as {@link #get}. */
    public <T> T put(String path, Object body, Class<T> type) {
        return required(path, call("PUT", path, Optional.of(json(body))), type);
    }

    /** DELETE; throws as {@link #get}. */
    public void delete(String path) {
        var unused = call("DELETE", path, Optional.empty());
    }

    /** Encodes one path segment or query value (RFC 3986 section 2.1); nothing but unreserved characters stays as it is. */
    public static String segment(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private <T> T required(String path, byte[] body, Class<T> type) {
        try {
            T value = json.treeToValue(StrictJson.parse(body, MAX_ANSWER_BYTES), type);
            if (value == null) {
                throw new PeerServiceUnavailableException(service + " answered null to " + path);
            }
            return value;
        } catch (JsonInputException | JsonProcessingException malformed) {
            throw new PeerServiceUnavailableException(service + " answered no JSON of the expected form", malformed);
        }
    }

    private byte[] call(String method, String path, Optional<Content> body) {
        HttpResponse<byte[]> response = exchange(request(method, path, body));
        int status = response.statusCode();
        if (status >= 200 && status <= 299) {
            return response.body();
        }
        if (UNAVAILABLE.contains(status)) {
            throw new PeerServiceUnavailableException(service + " answered " + status);
        }
        throw new PeerServiceRefusedException(service, status, slug(response.body()));
    }

    private HttpRequest request(String method, String path, Optional<Content> body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Authorization", "Bearer " + token().reveal());
        RequestId.current().ifPresent(id -> request.header(RequestId.HEADER, id));
        if (body.isEmpty()) {
            return request.method(method, BodyPublishers.noBody()).build();
        }
        return request.header("Content-Type", body.get().type())
                .method(method, body.get().bytes())
                .build();
    }

    private record Content(String type, BodyPublisher bytes) {}

    private Content json(Object body) {
        try {
            return new Content("application/json", BodyPublishers.ofByteArray(json.writeValueAsBytes(body)));
        } catch (JsonProcessingException unwritable) {
            throw new IllegalArgumentException("the body cannot be written as JSON", unwritable);
        }
    }

    private Secret token() {
        try {
            if (Files.size(tokenFile) > MAX_TOKEN_BYTES) {
                throw new PeerServiceUnavailableException("the token file for " + service + " is too large");
            }
            String token = Files.readString(tokenFile).strip();
            if (!TOKEN.matcher(token).matches()) {
                // the HTTP client would refuse it with a message that shows it
                throw new PeerServiceUnavailableException("the token file for " + service + " holds no API token");
            }
            return Secret.of(token);
        } catch (IOException unreadable) {
            throw new PeerServiceUnavailableException("the token file for " + service + " cannot be read", unreadable);
        }
    }

    private HttpResponse<byte[]> exchange(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                http.sendAsync(request, head -> new LimitedBody(MAX_ANSWER_BYTES));
        try {
            return sent.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new PeerServiceUnavailableException("interrupted while calling " + service, interrupted);
        } catch (TimeoutException late) {
            sent.cancel(true);
            throw new PeerServiceUnavailableException(service + " did not answer in time", late);
        } catch (ExecutionException failed) {
            throw new PeerServiceUnavailableException(service + " cannot be reached", failed);
        }
    }

    /** The end of a problem's type, or an OAuth error code, when it is a plain word. */
    private String slug(byte[] body) {
        try {
            JsonNode problem = json.readTree(body);
            if (problem == null) {
                return "";
            }
            String type = problem.path("type").asText("");
            String word = type.startsWith("urn:notenboom:problem:")
                    ? type.substring(type.lastIndexOf(':') + 1)
                    : problem.path("error").asText("");
            return word.matches("[a-z][a-z0-9_-]{0,63}") ? word : "";
        } catch (IOException noJson) {
            return "";
        }
    }
}
