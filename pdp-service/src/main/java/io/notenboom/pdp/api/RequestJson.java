// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;

/** Reads request bodies strictly. */
public final class RequestJson {

    static final int MAX_BODY = 1_048_576;

    private RequestJson() {}

    /** Whether a body of this {@code Content-Type} is JSON, whatever the parameters. */
    public static boolean isJson(String contentType) {
        return contentType.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }

    /** One JSON object; a problem for the caller otherwise. */
    public static ObjectNode read(byte[] body) {
        try {
            return StrictJson.parseObject(body, MAX_BODY);
        } catch (JsonInputException malformed) {
            throw Problems.badRequest("Send one JSON object in UTF-8, without duplicate names, of at most 1 MB.");
        }
    }
}
