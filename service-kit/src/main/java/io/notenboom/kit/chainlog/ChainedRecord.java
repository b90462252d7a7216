// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * One line of a chained log: {@code {"seq":…,"prev":"…","record":{…}}}.
 *
 * @param sequence position, from 0
 * @param previous base64url SHA-256 of the line before, without its end of line; empty for the first
 * @param record what was logged
 */
record ChainedRecord(long sequence, String previous, JsonNode record) {

    /** Most bytes of a line. */
    static final int MAX_BYTES = 262_144;

    private static final int FRAME_BYTES = 200;

    /** @throws LogFailureException if the record is too large for a line */
    static void requireFits(JsonNode record) {
        if (record.toString().getBytes(StandardCharsets.UTF_8).length > MAX_BYTES - FRAME_BYTES) {
            throw new LogFailureException("a log record has at most " + (MAX_BYTES - FRAME_BYTES) + " bytes");
        }
    }

    byte[] toLine() {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("seq", sequence).put("prev", previous).set("record", record);
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** @throws LogFailureException if the bytes are no line of a log */
    static ChainedRecord ofLine(byte[] line) {
        try {
            ObjectNode json = StrictJson.parseObject(line, MAX_BYTES);
            JsonNode record = json.get("record");
            if (!json.path("seq").isIntegralNumber() || !json.path("prev").isTextual() || record == null) {
                throw new LogFailureException("a line of the log lacks its sequence number, its chain or its record");
            }
            return new ChainedRecord(
                    json.path("seq").longValue(), json.path("prev").textValue(), record);
        } catch (JsonInputException malformed) {
            throw new LogFailureException("a line of the log is malformed", malformed);
        }
    }

    static String hash(byte[] line) {
        try {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(line));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
