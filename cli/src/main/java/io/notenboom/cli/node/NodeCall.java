// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.node;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
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
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One call of a node's internal API. */
public final class NodeCall {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final String verb;
    private final String address;
    private final BodyPublisher body;
    private @Nullable Path tokenFile;
    private Secret token = Secret.of("");
    private Duration patience = TIMEOUT;
    private final Map<String, String> headers = new TreeMap<>(Map.of("Content-Type", "application/json"));

    private NodeCall(String verb, String url, String path, BodyPublisher body) {
        this.verb = verb;
        this.address = url.replaceAll("/+$", "") + path;
        this.body = body;
    }

    /** Reads something. */
    public static NodeCall get(String url, String path) {
        return new NodeCall("GET", url, path, BodyPublishers.noBody());
    }

    /** Removes something. */
    public static NodeCall delete(String url, String path) {
        return new NodeCall("DELETE", url, path, BodyPublishers.noBody());
    }

    /** Does something, with a JSON body. */
    public static NodeCall post(String url, String path, ObjectNode body) {
        return new NodeCall("POST", url, path, BodyPublishers.ofString(body.toString()));
    }

    /** Puts something, with a JSON body. */
    public static NodeCall put(String url, String path, ObjectNode body) {
        return new NodeCall("PUT", url, path, BodyPublishers.ofString(body.toString()));
    }

    /** Does something, with the text of a document in YAML or JSON. */
    public static NodeCall document(String verb, String url, String path, String text) {
        return new NodeCall(verb, url, path, BodyPublishers.ofString(text)).with("Content-Type", "application/yaml");
    }

    /** A header to send. */
    public NodeCall with(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The API token to show. */
    public NodeCall withToken(String value) {
        token = Secret.of(value);
        return this;
    }

    /** The file with the API token to show; read when the call is sent. */
    public NodeCall withTokenIn(Path file) {
        tokenFile = file;
        return this;
    }

    /** This one may take so long until it is given up, instead of half a minute. */
    public NodeCall within(Duration time) {
        patience = time;
        return this;
    }

    /**
     * Sends it.
     *
     * @return the answer as JSON; an empty object for an answer without body
     * @throws IOException when the node cannot be reached or the file with the token not be read
     * @throws NodeRefusedException when the node answers anything but a success
     * @throws IllegalArgumentException when the URL is none of http or https
     */
    public JsonNode send() throws IOException, InterruptedException, NodeRefusedException {
        Secret used = tokenFile == null
                ? token
                : Secret.of(Files.readString(tokenFile).strip());
        HttpRequest.Builder building = HttpRequest.newBuilder(URI.create(address))
                .timeout(patience)
                .header("Authorization", "Bearer " + used.reveal())
                .method(verb, body);
        headers.forEach(building::header);
        HttpRequest request = building.build();
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            HttpResponse<byte[]> answer = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode json = parsed(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new NodeRefusedException(
                        answer.statusCode(), json.path("detail").asText(""));
            }
            return json;
        } catch (ConnectException refused) {
            throw new IOException("nothing listens at " + request.uri().getAuthority(), refused);
        }
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException notJson) {
            return JSON.createObjectNode();
        }
    }
}
