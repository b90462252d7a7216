// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.notenboom.kit.customer.NodeConfig.PeerService;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON calls to another service of this node, at its configured address; the token file is read for each call. */
final class PeerJsonCalls implements JsonCalls {

    private static final int MAX_ANSWER = 1_048_576;
    private static final Duration TIME_OUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final @Nullable PeerService service;

    /** At a configured service; without one nothing can be reached. */
    PeerJsonCalls(@Nullable PeerService service) {
        this.service = service;
    }

    @Override
    public Answer get(String path) {
        return send(path, "", "GET", HttpRequest.BodyPublishers.noBody());
    }

    @Override
    public Answer post(String path, JsonNode body) {
        return send(path, "application/json", "POST", HttpRequest.BodyPublishers.ofString(body.toString()));
    }

    @Override
    public Answer postForm(String path, Map<String, String> form) {
        String encoded = form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return send(path, "application/x-www-form-urlencoded", "POST", HttpRequest.BodyPublishers.ofString(encoded));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private Answer send(String path, String contentType, String method, HttpRequest.BodyPublisher body) {
        if (service == null) {
            return new Answer.Unreachable();
        }
        try {
            String token = Files.readString(service.tokenFile()).strip();
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(service.url() + path))
                    .timeout(TIME_OUT)
                    .header("Accept", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .method(method, body);
            if (!contentType.isEmpty()) {
                request.header("Content-Type", contentType);
            }
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream stream = response.body()) {
                return answer(response.statusCode(), stream.readNBytes(MAX_ANSWER + 1));
            }
        } catch (IOException | IllegalArgumentException unreachable) {
            return new Answer.Unreachable();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable();
        }
    }

    private static Answer answer(int status, byte[] body) {
        if (status < 200 || status > 299) {
            return new Answer.Refused(status);
        }
        try {
            return new Answer.Ok(
                    status, body.length == 0 ? NullNode.getInstance() : StrictJson.parse(body, MAX_ANSWER));
        } catch (JsonInputException unreadable) {
            return new Answer.Unreachable();
        }
    }
}
