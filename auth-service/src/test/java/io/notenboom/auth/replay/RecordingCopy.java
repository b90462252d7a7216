// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.recording.RecordingException;
import io.notenboom.auth.replay.recording.RecordingReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of a recording that is tampered with as somebody would who does not want it to be seen: lengths and the index stay
 * right.
 */
final class RecordingCopy {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;

    /** Copies a folder. */
    RecordingCopy(Path from, Path to) throws IOException {
        root = to;
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.write(target, Files.readAllBytes(file));
                }
            }
        }
    }

    /** Changes an exchange of an item. */
    void exchange(String item, int number, Consumer<ObjectNode> change) {
        Path file = root.resolve(item + ".json");
        ObjectNode json = read(file);
        ObjectNode exchange = (ObjectNode) json.path("exchanges").get(number - 1);
        change.accept(exchange);
        fixLength((ObjectNode) exchange.path("request"));
        fixLength((ObjectNode) exchange.path("response"));
        write(file, json);
        fixIndex(item, json);
    }

    /** Changes the text of the answer to an exchange. */
    void answer(String item, int number, UnaryOperator<String> change) {
        exchange(item, number, exchange -> changeText((ObjectNode) exchange.at("/response/body"), change));
    }

    /** Changes a member of the answer to an exchange. */
    void answerMember(String item, int number, Consumer<ObjectNode> change) {
        answer(item, number, text -> {
            ObjectNode json = (ObjectNode) parse(text);
            change.accept(json);
            return json.toString();
        });
    }

    /** Changes the status of the answer to an exchange. */
    void status(String item, int number, int status) {
        exchange(item, number, exchange -> ((ObjectNode) exchange.path("response")).put("status", status));
    }

    /** Changes a parameter of the form that was sent. */
    void form(String item, int number, String parameter, UnaryOperator<String> change) {
        exchange(
                item,
                number,
                exchange -> changeText((ObjectNode) exchange.at("/request/body"), text -> {
                    Map<String, String> form = Stream.of(text.split("&"))
                            .map(pair -> pair.split("=", 2))
                            .collect(Collectors.toMap(
                                    pair -> pair[0],
                                    pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                                    (one, other) -> one,
                                    LinkedHashMap::new));
                    form.computeIfPresent(parameter, (name, value) -> change.apply(value));
                    return form.entrySet().stream()
                            .map(entry ->
                                    entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"));
                }));
    }

    /** Changes the text of a file. */
    void file(String name, UnaryOperator<String> change) {
        try {
            Path file = root.resolve(name);
            Files.writeString(file, change.apply(Files.readString(file)));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Replays it; reports by item. */
    Map<String, ItemReport> replay() throws RecordingException {
        return Replay.of(RecordingReader.read(root), item -> {}).stream()
                .collect(Collectors.toMap(ItemReport::name, Function.identity()));
    }

    /** A text with the first character of its signature changed: of a JWT's, or of the last one in JSON. */
    static String otherSignature(String text) {
        int from = text.lastIndexOf('.') + 1;
        char changed = text.charAt(from) == 'A' ? 'B' : 'A';
        return text.substring(0, from) + changed + text.substring(from + 1);
    }

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static void changeText(ObjectNode body, UnaryOperator<String> change) {
        body.put("text", change.apply(body.path("text").asText()));
    }

    private static void fixLength(ObjectNode message) {
        int length = message.at("/body/text").asText().getBytes(StandardCharsets.UTF_8).length;
        for (JsonNode header : message.path("headers")) {
            if (header.path(0).asText().equalsIgnoreCase("Content-Length")) {
                ((ArrayNode) header).set(1, JSON.getNodeFactory().textNode(String.valueOf(length)));
            }
        }
    }

    private void fixIndex(String item, ObjectNode json) {
        Path file = root.resolve("index.json");
        ArrayNode index = (ArrayNode) parse(text(file));
        for (JsonNode entry : index) {
            if (entry.path("file").asText().equals(item + ".json")) {
                ArrayNode lines = ((ObjectNode) entry).putArray("exchanges");
                json.path("exchanges")
                        .forEach(exchange ->
                                lines.add(exchange.at("/request/method").asText() + " "
                                        + exchange.path("url").asText() + " -> "
                                        + exchange.at("/response/status").asText()));
            }
        }
        write(file, index);
    }

    private static ObjectNode read(Path file) {
        return (ObjectNode) parse(text(file));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static void write(Path file, JsonNode json) {
        try {
            Files.writeString(file, json.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
