// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.node.ReplayNode;
import io.notenboom.auth.replay.node.RouteAnswer;
import io.notenboom.auth.replay.node.RouteRequest;
import io.notenboom.auth.replay.recording.RecordedExchange;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A recorded exchange beside what ours did with it.
 *
 * @param exchange as recorded
 * @param operation what it asks for
 * @param ours our answer
 * @param node the node in memory that gave it
 * @param around what is around the node
 */
public record ReplayedExchange(
        RecordedExchange exchange, Operation operation, RouteAnswer ours, ReplayNode node, Surroundings around) {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Their answer. */
    public JsonNode theirs() {
        return exchange.answer();
    }

    /** Their error code or problem detail, as text; empty if the answer is none. */
    public String theirReason() {
        JsonNode answer = theirs();
        String text =
                answer.path("error_description").asText(answer.path("detail").asText(""));
        if (text.isEmpty()) {
            text = answer.path("message").asText(answer.path("reason").asText(""));
        }
        return text.isEmpty() && answer.isMissingNode() ? exchange.responseText() : text;
    }

    /** What ours says is wrong. */
    public String ourReason() {
        JsonNode answer = ours.body();
        String text =
                answer.path("error_description").asText(answer.path("detail").asText(""));
        return text.isEmpty()
                ? answer.path("message").asText(answer.path("reason").asText(""))
                : text;
    }

    /** Our OAuth error code, empty if there is none. */
    public String ourError() {
        return ours.body().path("error").asText("");
    }

    /** Parameters of the form in the request; of several of one name the first. */
    public Map<String, String> form() {
        Map<String, String> form = new LinkedHashMap<>();
        for (String pair : exchange.requestText().split("&")) {
            String[] parts = pair.split("=", 2);
            form.putIfAbsent(parts[0], parts.length == 1 ? "" : decode(parts[1]));
        }
        return form;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }

    /** Whether our reason holds this text. */
    public boolean oursSays(String text) {
        return ourReason().contains(text);
    }

    /** Whether their reason matches this expression somewhere. */
    public boolean theySay(String expression) {
        return Pattern.compile(expression).matcher(theirReason()).find();
    }

    /** Our answer on the same listener to another request. */
    RouteAnswer again(RouteRequest request) {
        return exchange.url().getPath().startsWith("/internal/")
                ? node.internalAnswer(request)
                : node.publicAnswer(request);
    }

    /** How far times of ours and theirs may be apart. */
    public Duration tolerance() {
        return Duration.between(exchange.startedAt(), exchange.endedAt()).plus(SECOND);
    }

    /** Last part of the path after a marker, decoded: the subject in {@code /oauth2/{subject}/…}. */
    public String pathAfter(String marker) {
        String path = exchange.url().getPath();
        int at = path.indexOf(marker);
        return at < 0 ? "" : path.substring(at + marker.length()).replaceFirst("/.*", "");
    }
}
