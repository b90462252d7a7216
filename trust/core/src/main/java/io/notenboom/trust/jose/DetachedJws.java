// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Optional;
import java.util.Set;

/**
 * A JWS in compact form whose payload is elsewhere and signed as it is, not in base64url (RFC 7797: {@code "b64":false},
 * {@code "crit":["b64"]}), as linked data proofs have it. <strong>Not verified</strong>: {@link #verify} does that. Immutable.
 */
@CheckReturnValue
public final class DetachedJws {

    private static final Set<String> OTHER_KEYS = Set.of("jwk", "jku", "x5u", "x5c");
    private static final String PAYLOAD_AS_IS = "b64";

    private final String encodedHeader;
    private final ObjectNode header;
    private final byte[] signature;

    private DetachedJws(String encodedHeader, ObjectNode header, byte[] signature) {
        this.encodedHeader = encodedHeader;
        this.header = header;
        this.signature = signature;
    }

    /**
     * Parses header, nothing, signature; the header has {@code alg}, {@code b64} false and nothing else in {@code crit}.
     *
     * @param maxLength the longest text accepted, in characters
     * @throws MalformedJwsException if the text has another form or is longer
     */
    public static DetachedJws parse(String text, int maxLength) {
        if (text.length() > maxLength) {
            throw new MalformedJwsException("the JWS is longer than " + maxLength + " characters");
        }
        int dots = text.indexOf("..");
        if (dots < 0 || text.indexOf('.', dots + 2) >= 0) {
            throw new MalformedJwsException("the JWS does not have a header, two full stops and a signature");
        }
        String encodedHeader = text.substring(0, dots);
        try {
            byte[] bytes = Base64Url.decode(encodedHeader);
            ObjectNode header = StrictJson.parseObject(bytes, bytes.length);
            checkHeader(header);
            return new DetachedJws(encodedHeader, header, Base64Url.decode(text.substring(dots + 2)));
        } catch (JsonInputException | IllegalArgumentException e) {
            throw new MalformedJwsException("the header or the signature of the JWS is not well-formed");
        }
    }

    private static void checkHeader(ObjectNode header) {
        JsonNode critical = header.path("crit");
        boolean asIs = header.path(PAYLOAD_AS_IS).isBoolean()
                && !header.path(PAYLOAD_AS_IS).booleanValue();
        if (!header.path("alg").isTextual()
                || !asIs
                || !(critical instanceof ArrayNode names)
                || names.size() != 1
                || !PAYLOAD_AS_IS.equals(names.get(0).textValue())
                || OTHER_KEYS.stream().anyMatch(header::has)) {
            throw new MalformedJwsException("the JWS header is not one of RFC 7797, or brings a key");
        }
    }

    /**
     * Signs a payload.
     *
     * @param keyId the {@code kid} header
     * @param payload what is signed, as it is
     * @return header, nothing and signature
     */
    public static String sign(String keyId, byte[] payload, JwsSigner signer) {
        ObjectNode header =
                StrictJson.newObject().put("alg", signer.algorithm().joseName()).put(PAYLOAD_AS_IS, false);
        header.putArray("crit").add(PAYLOAD_AS_IS);
        header.put("kid", keyId);
        String encodedHeader = Base64Url.encode(StrictJson.write(header));
        return encodedHeader + ".." + Base64Url.encode(signer.sign(signingInput(encodedHeader, payload)));
    }

    private static byte[] signingInput(String encodedHeader, byte[] payload) {
        ByteArrayOutputStream input = new ByteArrayOutputStream(encodedHeader.length() + 1 + payload.length);
        input.writeBytes(encodedHeader.getBytes(StandardCharsets.US_ASCII));
        input.write('.');
        input.writeBytes(payload);
        return input.toByteArray();
    }

    /** The {@code alg} header, whatever it says. */
    public String algorithm() {
        return header.path("alg").asText();
    }

    /** The {@code kid} header, if it is a text. */
    public Optional<String> keyId() {
        return Optional.ofNullable(header.path("kid").textValue());
    }

    /**
     * Verifies the signature over a payload.
     *
     * @param allowed the algorithms that the caller accepts here
     * @throws InvalidSignatureException if the algorithm is not allowed or does not fit the key, or the signature is wrong
     */
    public void verify(byte[] payload, PublicKey key, Set<SignatureAlgorithm> allowed) {
        SignatureAlgorithm algorithm = SignatureAlgorithm.ofJoseName(algorithm())
                .filter(allowed::contains)
                .orElseThrow(() -> new InvalidSignatureException("the algorithm of the JWS is not accepted here"));
        SignatureProviders.verify(algorithm, key, signingInput(encodedHeader, payload), signature);
    }

    /** Tells the algorithm only. */
    @Override
    public String toString() {
        return "DetachedJws[alg=" + algorithm() + "]";
    }
}
