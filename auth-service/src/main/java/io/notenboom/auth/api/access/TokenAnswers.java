// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.issued.IssuedToken;
import io.notenboom.kit.access.issued.TokenAdministration.Fresh;
import io.notenboom.kit.access.issued.TokenAdministration.Listed;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;

/** API tokens as JSON. */
final class TokenAnswers {

    private TokenAnswers() {}

    /** A token with its secret, which no cache may keep. */
    static Response fresh(Response.Status status, Fresh fresh) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json(fresh.token()).put("token", fresh.secret().reveal()))
                .build();
    }

    /** A token without its secret. */
    static ObjectNode listed(Listed listed, Instant now) {
        IssuedToken token = listed.token();
        ObjectNode json = json(token).put("state", now.isBefore(token.ends()) ? "active" : "expired");
        listed.lastUse().ifPresent(use -> json.put("lastUse", use.toString()));
        if (token.secrets().size() > 1 && now.isBefore(token.secrets().getLast().ends())) {
            json.put("formerUntil", token.secrets().getLast().ends().toString());
        }
        return json;
    }

    private static ObjectNode json(IssuedToken token) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("id", token.id())
                .put("name", token.name())
                .put("created", token.created().toString())
                .put("createdBy", token.createdBy())
                .put("expires", token.ends().toString());
        addTexts(json.putArray("scopes"), token.scopes());
        token.subjects().ifPresent(subjects -> addTexts(json.putArray("subjects"), subjects));
        return json;
    }

    private static void addTexts(ArrayNode array, Set<String> texts) {
        new TreeSet<>(texts).forEach(array::add);
    }
}
