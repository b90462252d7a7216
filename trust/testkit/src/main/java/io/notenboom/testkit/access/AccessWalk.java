// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Calls all operations of a running service with one caller's credentials, and tells which answers were not as they should. */
public final class AccessWalk {

    private static final Pattern PARAMETER = Pattern.compile("\\{([^}]+)\\}");
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** Bodies are not read to their end: a connection each, which HTTP/1.1 then closes, so that no call meets another's end. */
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;
    private final Map<String, String> parameters = new HashMap<>();
    private final Map<String, String> bodies = new HashMap<>();
    private final Map<String, String> types = new HashMap<>();

    /**
     * An operation.
     *
     * @param verb HTTP method, upper case
     * @param path path template
     * @param scope what it asks of its caller; empty for none
     */
    public record Operation(String verb, String path, Optional<String> scope) {

        /** Verb and path. */
        public String label() {
            return verb + " " + path;
        }
    }

    /** @param base scheme, host and port of the listener */
    public AccessWalk(URI base) {
        this.base = base;
    }

    /** What to put in place of a parameter of a path; {@code x1} for those that are not named. */
    public AccessWalk parameter(String name, String value) {
        parameters.put(name, value);
        return this;
    }

    /** The JSON body to send to an operation; <code>{}</code> for those that are not named. */
    public AccessWalk body(String label, String json) {
        bodies.put(label, json);
        return this;
    }

    /** The media type of what is sent to an operation; JSON for those that are not named. */
    public AccessWalk contentType(String label, String type) {
        types.put(label, type);
        return this;
    }

    /**
     * Calls operations.
     *
     * @param token bearer token; null for none
     * @return label and status of those whose status is not right
     */
    public List<String> wrong(List<Operation> operations, @Nullable String token, IntPredicate right) {
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations) {
            int status = call(operation, token);
            if (!right.test(status)) {
                wrong.add(operation.label() + " -> " + status);
            }
        }
        return wrong;
    }

    /** The path that is called for an operation. */
    public String path(Operation operation) {
        Matcher parameter = PARAMETER.matcher(operation.path());
        return parameter.replaceAll(found -> Matcher.quoteReplacement(
                URLEncoder.encode(parameters.getOrDefault(found.group(1), "x1"), StandardCharsets.UTF_8)));
    }

    /** Status of the answer; the body, which may never end, is not read. */
    public int call(Operation operation, @Nullable String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path(operation)))
                .timeout(TIMEOUT)
                .header("Accept", "*/*");
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (operation.verb().equals("GET") || operation.verb().equals("DELETE")) {
            request.method(operation.verb(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", types.getOrDefault(operation.label(), "application/json"))
                    .method(
                            operation.verb(),
                            HttpRequest.BodyPublishers.ofString(bodies.getOrDefault(operation.label(), "{}")));
        }
        try {
            HttpResponse<java.io.InputStream> answer =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            answer.body().close();
            return answer.statusCode();
        } catch (IOException failed) {
            throw new UncheckedIOException(operation.label(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
