// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A JWS in compact form (RFC 7515 §3.1) that was parsed strictly and <strong>not verified</strong>: everything that it
 * tells is a claim of its sender. {@link JwsVerifier} turns it into a {@link VerifiedJws}. Immutable.
 */
public final class CompactJws {

    private final String serialized;
    private final ObjectNode header;
    private final byte[] payload;
    private final byte[] signature;
    private final String algorithm;

    private CompactJws(String serialized, ObjectNode header, byte[] payload, byte[] signature) {
        this.serialized = serialized;
        this.header = header;
        this.payload = payload;
        this.signature = signature;
        JsonNode alg = header.get("alg");
        if (alg == null || !alg.isTextual()) {
            throw new MalformedJwsException("the JWS header has no alg");
        }
        this.algorithm = alg.textValue();
    }

    /**
     * Parses three segments of canonical base64url without padding; the first is a strict JSON object with {@code alg}.
     *
     * @param maxLength the longest text accepted, in characters
     * @throws MalformedJwsException if the text has another form or is longer
     */
    public static CompactJws parse(String compact, int maxLength) {
        if (compact.length() > maxLength) {
            throw new MalformedJwsException("the JWS is longer than " + maxLength + " characters");
        }
        int first = compact.indexOf('.');
        int second = compact.indexOf('.', first + 1);
        if (first < 0 || second < 0 || compact.indexOf('.', second + 1) >= 0) {
            throw new MalformedJwsException("the JWS does not have three segments");
        }
        byte[] header = segment(compact.substring(0, first), "header");
        byte[] payload = segment(compact.substring(first + 1, second), "payload");
        byte[] signature = segment(compact.substring(second + 1), "signature");
        return new CompactJws(compact, headerObject(header), payload, signature);
    }

    private static byte[] segment(String text, String name) {
        try {
            return Base64Url.decode(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedJwsException("the JWS " + name + " is not base64url without padding");
        }
    }

    private static ObjectNode headerObject(byte[] bytes) {
        try {
            return StrictJson.parseObject(bytes, bytes.length);
        } catch (JsonInputException e) {
            throw new MalformedJwsException("the JWS header is not accepted: " + e.getMessage());
        }
    }

    /** The {@code alg} header, whatever it says. */
    public String algorithm() {
        return algorithm;
    }

    /** A copy of the protected header. */
    public ObjectNode header() {
        return header.deepCopy();
    }

    /** The header member as it stands; empty if it is absent. The node must not be changed. */
    public Optional<JsonNode> header(String name) {
        return Optional.ofNullable(member(name));
    }

    /** The text of a header member; empty if it is absent or not a text. */
    public Optional<String> headerText(String name) {
        JsonNode value = member(name);
        return value == null ? Optional.empty() : Optional.ofNullable(value.textValue());
    }

    private @Nullable JsonNode member(String name) {
        return header.get(name);
    }

    /** A copy of the payload. */
    public byte[] payload() {
        return payload.clone();
    }

    /** A copy of the signature. */
    public byte[] signature() {
        return signature.clone();
    }

    /** What is signed (RFC 7515 §5.1): the first two segments and the full stop between them, in ASCII. */
    public byte[] signingInput() {
        return serialized.substring(0, serialized.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
    }

    /** The text that was parsed. */
    public String serialized() {
        return serialized;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CompactJws that && serialized.equals(that.serialized);
    }

    @Override
    public int hashCode() {
        return Objects.hash(serialized);
    }

    /** Tells the algorithm and the length only: the text may be a bearer token. */
    @Override
    public String toString() {
        return "CompactJws[alg=" + algorithm + ", length=" + serialized.length() + "]";
    }
}
