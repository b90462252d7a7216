// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code input.subject} of nuts-knooppunt's documents, whose members are claims, some of them by other names. */
final class KnooppuntSubject {

    private static final String USER = "employee_identifier";

    private KnooppuntSubject() {}

    /** The claims by the names that introspection has. */
    static ObjectNode claims(JsonNode subject) {
        ObjectNode claims = subject.deepCopy();
        String user = subject.path("user_id").asText("");
        if (!user.isEmpty() && !claims.has(USER)) {
            claims.put(USER, user);
        }
        return claims;
    }
}
