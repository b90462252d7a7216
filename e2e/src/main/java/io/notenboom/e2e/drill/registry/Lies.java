// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a hostile node tells: either a head whose trie page does not have the promised hash, or a head and a page that fit each
 * other and promise two events more in another vendor's stream, which it forges.
 */
final class Lies {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int HASH_BYTES = 32;

    private final JsonNode ownHead;
    private static final byte LEAF = 0;
    private static final int FLAGS_SHIFT = 56;

    private final ObjectNode truePage;
    private final String victim;
    private final String lastEvent;
    private final JwsSigner signer;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param ownHead claims of the node's last true head
     * @param truePage the page of the true trie, a leaf
     * @param victim id of the stream to forge
     * @param lastEvent its last event
     * @param signer the node identity key
     */
    Lies(
            JsonNode ownHead,
            ObjectNode truePage,
            String victim,
            String lastEvent,
            JwsSigner signer,
            InstantSource clock) {
        this.ownHead = ownHead;
        this.truePage = truePage;
        this.victim = victim;
        this.lastEvent = lastEvent;
        this.signer = signer;
        this.clock = clock;
    }

    /** A page that promises events which do not exist. */
    ObjectNode forgedPage() {
        ObjectNode page = truePage.deepCopy();
        for (JsonNode entry : page.path("entries")) {
            if (entry.path("sid").asText().equals(victim)) {
                ((ObjectNode) entry).put("seq", entry.path("seq").asLong() + 1).put("id", idOf(forgedEvent()));
            }
        }
        return page;
    }

    /** A signed head over the forged page, or over nothing at all. */
    String head(boolean forged) {
        ObjectNode claims = ownHead.deepCopy();
        claims.put("time", clock.instant().getEpochSecond());
        claims.put("headsRoot", forged ? hashOf(forgedPage()) : randomId());
        claims.put("events", ownHead.path("events").asLong() + 1);
        return Jws.signJson(Map.of("typ", "nuts-node-head+jose"), claims, signer);
    }

    /** An event that continues the victim's stream, signed with a key that may not. */
    String forgedEvent() {
        try {
            String[] parts = lastEvent.split("\\.");
            ObjectNode header = (ObjectNode) JSON.readTree(Base64Url.decode(parts[0]));
            header.put("seq", header.path("seq").asLong() + 1).put("prev", idOf(lastEvent));
            header.remove("alg");
            ObjectNode payload = (ObjectNode) JSON.readTree(Base64Url.decode(parts[1]));
            payload.put("location", "https://forged.example.nl/");
            return Jws.sign(header, JSON.writeValueAsBytes(payload), signer).serialized();
        } catch (IOException impossible) {
            throw new IllegalStateException("an event of an honest node is not JSON", impossible);
        }
    }

    private String randomId() {
        byte[] bytes = new byte[HASH_BYTES];
        random.nextBytes(bytes);
        return Base64Url.encode(bytes);
    }

    /** Hash of a leaf of the heads trie. */
    static String hashOf(ObjectNode leaf) {
        return Base64Url.encode(sha256().digest(bytesOf(leaf)));
    }

    /** The answer with a leaf as its only page. */
    static byte[] answerWith(ObjectNode leaf) {
        byte[] page = bytesOf(leaf);
        return ByteBuffer.allocate(Short.BYTES + page.length)
                .putShort((short) page.length)
                .put(page)
                .array();
    }

    /** The leaf that is the only page of an answer. */
    static ObjectNode leafOf(byte[] answer) {
        ByteBuffer bytes = ByteBuffer.wrap(answer);
        if (bytes.getShort() != bytes.remaining() || bytes.get() != LEAF) {
            throw new IllegalStateException("the trie of so few streams is not one leaf");
        }
        ObjectNode leaf = JSON.createObjectNode();
        ArrayNode entries = leaf.putArray("entries");
        while (bytes.hasRemaining()) {
            String sid = id(bytes);
            long sequence = bytes.getLong();
            entries.addObject()
                    .put("sid", sid)
                    .put("flags", sequence >>> FLAGS_SHIFT)
                    .put("seq", sequence & ((1L << FLAGS_SHIFT) - 1))
                    .put("id", id(bytes));
        }
        return leaf;
    }

    private static String id(ByteBuffer bytes) {
        byte[] id = new byte[HASH_BYTES];
        bytes.get(id);
        return Base64Url.encode(id);
    }

    private static byte[] bytesOf(ObjectNode leaf) {
        ArrayNode entries = (ArrayNode) leaf.path("entries");
        ByteBuffer bytes = ByteBuffer.allocate(1 + entries.size() * (HASH_BYTES + Long.BYTES + HASH_BYTES));
        bytes.put(LEAF);
        for (JsonNode entry : entries) {
            bytes.put(Base64Url.decode(entry.path("sid").asText()))
                    .putLong((entry.path("flags").asLong() << FLAGS_SHIFT)
                            | entry.path("seq").asLong())
                    .put(Base64Url.decode(entry.path("id").asText()));
        }
        return bytes.array();
    }

    /** Id of an event: hash of what was signed. */
    static String idOf(String event) {
        String signed = event.substring(0, event.lastIndexOf('.'));
        return Base64Url.encode(sha256().digest(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
