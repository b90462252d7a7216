// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/**
 * One line of a chained log: {@code {"seq":…,"prev":"…","record":{…},"hash":"…"}}. The hash is of the line without it, so that
 * a changed byte shows in the line itself, also in the last one. Lines from before there was such a member are chained by the
 * hash of the whole line.
 *
 * @param sequence position, from 0
 * @param previous hash of the line before; empty for the first
 * @param record what was logged
 * @param hash base64url SHA-256
 */
record ChainedRecord(long sequence, String previous, JsonNode record, String hash) {

    /** Most bytes of a line. */
    static final int MAX_BYTES = 262_144;

    private static final int FRAME_BYTES = 250;
    private static final int OLD_MEMBERS = 3;
    private static final String HASH_MEMBER = ",\"hash\":\"";

    /** {@code ,"hash":"} with 43 characters and {@code "}}. */
    private static final int TAIL = HASH_MEMBER.length() + 43 + 2;

    /**
     * A record as it stands in a line.
     *
     * @throws LogFailureException if it is too large for one
     */
    static byte[] bytes(JsonNode record) {
        byte[] bytes = StrictJson.write(record);
        if (bytes.length > MAX_BYTES - FRAME_BYTES) {
            throw new LogFailureException("a log record has at most " + (MAX_BYTES - FRAME_BYTES) + " bytes");
        }
        return bytes;
    }

    /**
     * Writes the line of a record, with its line feed.
     *
     * @param record as {@link #bytes} has it
     * @return the hash of the line
     */
    static String write(ByteArrayOutputStream lines, long sequence, String previous, byte[] record) {
        byte[] start = ("{\"seq\":" + sequence + ",\"prev\":\"" + previous + "\",\"record\":")
                .getBytes(StandardCharsets.US_ASCII);
        MessageDigest digest = sha256();
        digest.update(start);
        digest.update(record);
        digest.update((byte) '}');
        String hash = text(digest.digest());
        lines.writeBytes(start);
        lines.writeBytes(record);
        lines.writeBytes((HASH_MEMBER + hash + "\"}\n").getBytes(StandardCharsets.US_ASCII));
        return hash;
    }

    /** @throws LogFailureException if the bytes are no line of a log, or not the ones that were written */
    static ChainedRecord ofLine(byte[] line) {
        ObjectNode json = parse(line);
        JsonNode record = json.get("record");
        boolean old = json.size() == OLD_MEMBERS;
        if (!json.path("seq").isIntegralNumber()
                || !json.path("prev").isTextual()
                || record == null
                || !(old || (json.size() == OLD_MEMBERS + 1 && json.path("hash").isTextual()))) {
            throw new LogFailureException(
                    "a line of the log has other members than its sequence number, its chain, its record and its hash");
        }
        long sequence = json.path("seq").longValue();
        String hash =
                old ? hash(line) : stated(line, sequence, json.path("hash").textValue());
        return new ChainedRecord(sequence, json.path("prev").textValue(), record, hash);
    }

    private static ObjectNode parse(byte[] line) {
        try {
            return StrictJson.parseObject(line, MAX_BYTES);
        } catch (JsonInputException malformed) {
            throw new LogFailureException("a line of the log is malformed", malformed);
        }
    }

    private static String stated(byte[] line, long sequence, String hash) {
        int end = Math.max(0, line.length - TAIL);
        byte[] start = Arrays.copyOf(line, end + 1);
        start[end] = '}';
        String tail = new String(line, end, line.length - end, StandardCharsets.ISO_8859_1);
        if (!tail.equals(HASH_MEMBER + hash + "\"}") || !hash.equals(hash(start))) {
            throw new LogFailureException("record " + sequence + " is not what was written: its hash differs");
        }
        return hash;
    }

    private static String hash(byte[] bytes) {
        return text(sha256().digest(bytes));
    }

    private static String text(byte[] hash) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
