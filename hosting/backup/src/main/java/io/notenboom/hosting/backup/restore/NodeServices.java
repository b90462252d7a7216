// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The internal listeners of a node's services, as a restore calls them. */
public final class NodeServices implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int MAX_ANSWER = 4 * 1024 * 1024;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private final Optional<URI> registry;
    private final Optional<URI> auth;
    private final Secret token;

    /**
     * Services of a node.
     *
     * @param registry URL of the registry's internal listener; empty for a node without
     * @param auth URL of the authorization server's internal listener; empty for a node without
     * @param token API token with scopes {@code registry:admin} and {@code auth:admin}
     */
    public NodeServices(Optional<URI> registry, Optional<URI> auth, Secret token) {
        this.registry = registry;
        this.auth = auth;
        this.token = token;
    }

    /** Whether the node has a registry. */
    boolean hasRegistry() {
        return registry.isPresent();
    }

    /** Whether the node has an authorization server. */
    boolean hasAuth() {
        return auth.isPresent();
    }

    /**
     * What the registry says of its streams and its peers.
     *
     * @throws IOException if it does not answer yet
     * @throws BackupException if it refuses
     */
    JsonNode streams() throws IOException {
        return send(request(registry.orElseThrow(), "/registry/v1/restoration")
                .GET()
                .build());
    }

    /** Tells the authorization server what was revoked, and how many pages to skip; throws as {@link #streams}. */
    JsonNode reconcile(ObjectNode body) throws IOException {
        return send(request(auth.orElseThrow(), "/auth/v1/restoration")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(StrictJson.write(body)))
                .build());
    }

    /** Whether the authorization server answers, and is being restored; throws as {@link #streams}. */
    boolean authIsRestoring() throws IOException {
        return send(request(auth.orElseThrow(), "/auth/v1/restoration").GET().build())
                .path("restoring")
                .asBoolean();
    }

    private HttpRequest.Builder request(URI base, String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token.reveal());
    }

    private JsonNode send(HttpRequest request) throws IOException {
        HttpResponse<byte[]> answer;
        try {
            answer = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted", interrupted);
        }
        String what = request.method() + " " + request.uri().getPath();
        if (answer.statusCode() >= 500) {
            throw new IOException(what + " was answered " + answer.statusCode());
        }
        if (answer.statusCode() != 200) {
            throw new BackupException(what + " was answered " + answer.statusCode() + ": " + detail(answer.body()));
        }
        return json(answer.body());
    }

    private static String detail(byte[] body) {
        try {
            return json(body).path("detail").asText();
        } catch (IOException other) {
            return "";
        }
    }

    private static JsonNode json(byte[] body) throws IOException {
        try {
            return StrictJson.parseObject(body, MAX_ANSWER);
        } catch (JsonInputException malformed) {
            throw new IOException("an answer is not JSON", malformed);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
