// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis.discovery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.Registration;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;

/** An entry of a list as it is stored. */
record StoredEntry(String signer, String id, boolean retraction, String text) {

    private static final int MAX_LENGTH = 4 * 1024 * 1024;

    static StoredEntry of(Registration registration) {
        return new StoredEntry(
                registration.signer().value(), registration.id(), registration.retracts() != null, registration.text());
    }

    static StoredEntry read(String json) {
        ObjectNode node = StrictJson.parseObject(json, MAX_LENGTH);
        return new StoredEntry(
                node.path("signer").asText(),
                node.path("id").asText(),
                node.path("retraction").asBoolean(),
                node.path("text").asText());
    }

    String json() {
        ObjectNode node = StrictJson.newObject()
                .put("signer", signer)
                .put("id", id)
                .put("retraction", retraction)
                .put("text", text);
        return new String(StrictJson.write(node), StandardCharsets.UTF_8);
    }

    /** Tells id and signer only: the presentation may hold personal data. */
    @Override
    public String toString() {
        return "StoredEntry[signer=" + signer + ", id=" + id + "]";
    }
}
