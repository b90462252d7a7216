// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** Makes compact JWS. */
public final class Jws {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Jws() {}

    /**
     * Signs a payload.
     *
     * @param header members of the protected header in the order in which they are written; {@code alg} comes first and is
     *     the signer's
     * @return the compact form
     */
    public static String sign(Map<String, ?> header, byte[] payload, JwsSigner signer) {
        Map<String, Object> complete = new LinkedHashMap<>();
        complete.put("alg", signer.algorithm().joseName());
        header.forEach(complete::putIfAbsent);
        String input = encode(json(complete)) + "." + encode(payload);
        return input + "." + encode(signer.sign(input.getBytes(StandardCharsets.US_ASCII)));
    }

    /** Signs the JSON form of a map or record, see {@link #sign(Map, byte[], JwsSigner)}. */
    public static String signJson(Map<String, ?> header, Object payload, JwsSigner signer) {
        return sign(header, json(payload), signer);
    }

    private static byte[] json(Object value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException notJson) {
            throw new IllegalArgumentException("cannot be written as JSON", notJson);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
