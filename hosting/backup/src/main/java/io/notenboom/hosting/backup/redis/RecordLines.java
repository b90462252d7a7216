// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.redis.RedisRecord.Kind;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Records as lines of JSON: {@code {"key":…,"type":"set","first":true,"expiresAt":…,"values":[…]}}. A value that is not UTF-8 is
 * {@code {"base64":…}}.
 */
public final class RecordLines {

    /** Most bytes of a line: Redis' own limit for a value is more, ours is far less. */
    private static final int MAX_LINE = 64 * 1024 * 1024;

    private static final String BASE64 = "base64";

    private RecordLines() {}

    /** A record as a line, with its line feed. */
    public static byte[] write(RedisRecord record) {
        ObjectNode json = StrictJson.newObject();
        json.set("key", value(record.key()));
        json.put("type", record.kind().name().toLowerCase(Locale.ROOT));
        json.put("first", record.first());
        if (record.expiresAt() != null) {
            json.put("expiresAt", record.expiresAt());
        }
        ArrayNode values = json.putArray("values");
        record.values().forEach(value -> values.add(value(value)));
        byte[] line = StrictJson.write(json);
        byte[] ended = Arrays.copyOf(line, line.length + 1);
        ended[line.length] = '\n';
        return ended;
    }

    private static JsonNode value(String bytes) {
        byte[] raw = bytes.getBytes(StandardCharsets.ISO_8859_1);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(raw))
                    .toString();
            return StrictJson.newObject().textNode(text);
        } catch (CharacterCodingException binary) {
            return StrictJson.newObject().put(BASE64, Base64.getEncoder().encodeToString(raw));
        }
    }

    /**
     * Reads records, one line in memory at a time.
     *
     * @throws BackupException if a line is not a record
     */
    public static void read(InputStream lines, Consumer<RedisRecord> consumer) throws IOException {
        InputStream input = new BufferedInputStream(lines);
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = input.read(); read >= 0; read = input.read()) {
            if (read == '\n') {
                consumer.accept(parse(line.toByteArray()));
                line.reset();
            } else if (line.size() >= MAX_LINE) {
                throw new BackupException("a record of Redis in the backup is too long");
            } else {
                line.write(read);
            }
        }
        if (line.size() > 0) {
            throw new BackupException("the records of Redis in the backup end in the middle of one");
        }
    }

    private static RedisRecord parse(byte[] line) {
        try {
            ObjectNode json = StrictJson.parseObject(line, MAX_LINE);
            List<String> values = new ArrayList<>();
            for (JsonNode value : json.withArray("values")) {
                values.add(bytes(value));
            }
            return new RedisRecord(
                    bytes(json.path("key")),
                    Kind.valueOf(json.path("type").asText().toUpperCase(Locale.ROOT)),
                    json.path("first").asBoolean(),
                    json.has("expiresAt") ? json.path("expiresAt").longValue() : null,
                    values);
        } catch (JsonInputException | IllegalArgumentException | UnsupportedOperationException malformed) {
            throw new BackupException("a record of Redis in the backup is malformed", malformed);
        }
    }

    private static String bytes(JsonNode value) {
        if (value.isTextual()) {
            return new String(value.textValue().getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        }
        if (value.path(BASE64).isTextual()) {
            return new String(Base64.getDecoder().decode(value.path(BASE64).textValue()), StandardCharsets.ISO_8859_1);
        }
        throw new IllegalArgumentException("a value is a text or base64");
    }
}
