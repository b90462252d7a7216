// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Makes compact JWS (RFC 7515 §5.1). */
public final class Jws {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Jws() {}

    /**
     * Signs a payload.
     *
     * @param header the protected header without {@code alg}, which the signer decides; values are texts, numbers, booleans,
     *     lists, maps or {@link JsonNode}s
     * @throws IllegalArgumentException if the header has an {@code alg} of its own that differs from the signer's
     */
    public static CompactJws sign(Map<String, ?> header, byte[] payload, JwsSigner signer) {
        ObjectNode node = StrictJson.newObject();
        header.forEach((name, value) -> node.set(name, MAPPER.<JsonNode>valueToTree(value)));
        return sign(node, payload, signer);
    }

    /**
     * Signs the JSON form of a map, record or tree; see {@link #sign(Map, byte[], JwsSigner)}.
     *
     * @return the compact text
     */
    public static String signJson(Map<String, ?> header, Object payload, JwsSigner signer) {
        return sign(header, StrictJson.write(MAPPER.valueToTree(payload)), signer)
                .serialized();
    }

    /**
     * Signs a payload.
     *
     * @param header the protected header without {@code alg}, which the signer decides
     * @throws IllegalArgumentException if the header has an {@code alg} of its own that differs from the signer's
     */
    public static CompactJws sign(ObjectNode header, byte[] payload, JwsSigner signer) {
        String algorithm = signer.algorithm().joseName();
        if (header.has("alg") && !algorithm.equals(header.get("alg").textValue())) {
            throw new IllegalArgumentException("the header's alg is not the signer's");
        }
        ObjectNode complete = StrictJson.newObject().put("alg", algorithm);
        complete.setAll(header);
        String input = Base64Url.encode(StrictJson.write(complete)) + "." + Base64Url.encode(payload);
        byte[] signature = signer.sign(input.getBytes(StandardCharsets.US_ASCII));
        return CompactJws.parse(input + "." + Base64Url.encode(signature), Integer.MAX_VALUE);
    }
}
