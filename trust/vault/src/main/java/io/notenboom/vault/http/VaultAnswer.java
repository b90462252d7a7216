// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** What a Vault answered to a call that it did: 2xx, or 404 for what is not there. May hold a secret, so it is never shown. */
public final class VaultAnswer {

    private final boolean found;
    private final ObjectNode body;

    VaultAnswer(boolean found, ObjectNode body) {
        this.found = found;
        this.body = body;
    }

    /** False for 404: nothing is at the path. */
    public boolean isFound() {
        return found;
    }

    /** Member {@code data}; missing members of it read as missing nodes. */
    public JsonNode data() {
        return body.path("data");
    }

    /** Member {@code auth}: a token that was given. */
    public JsonNode auth() {
        return body.path("auth");
    }

    /** Member {@code wrap_info}: the token that unwraps the answer. */
    public JsonNode wrapInfo() {
        return body.path("wrap_info");
    }

    /** The names of a list; empty if there is nothing. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        data().path("keys").forEach(name -> names.add(name.asText()));
        return names;
    }

    @Override
    public String toString() {
        return found ? "VaultAnswer[found]" : "VaultAnswer[nothing there]";
    }
}
