// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.credential;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.UnverifiedCredential;
import java.util.List;
import java.util.function.Predicate;

/** Answer to a search for credentials, as Nuts nodes give it: what is revoked has a member {@code revocation}. */
public final class SearchAnswer {

    /** A status list does not tell when an entry was revoked; Nuts nodes answer this, too. */
    private static final String NO_TIME = "1970-01-01T00:00:00Z";

    private SearchAnswer() {}

    /** The answer with these credentials. */
    public static ObjectNode of(List<UnverifiedCredential> found, Predicate<UnverifiedCredential> revoked) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode results = answer.putArray("verifiableCredentials");
        for (UnverifiedCredential credential : found) {
            ObjectNode result = results.addObject();
            result.set("verifiableCredential", credential.original());
            if (revoked.test(credential)) {
                result.putObject("revocation")
                        .put("issuer", credential.content().issuer().value())
                        .put("subject", credential.content().id())
                        .put("reason", "revocation")
                        .put("date", NO_TIME);
            }
        }
        return answer;
    }
}
