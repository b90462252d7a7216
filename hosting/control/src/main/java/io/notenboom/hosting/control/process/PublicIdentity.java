// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The customer's first DID: a subject with the customer's own id as its name, as it can be resolved from outside. */
final class PublicIdentity {

    private static final String SUBJECTS = "/internal/vdr/v2/subject";
    private static final String WEB = "did:web:";

    private final HttpClient http;
    private final NodeApi auth;

    PublicIdentity(HttpClient http, NodeApi auth) {
        this.http = http;
        this.auth = auth;
    }

    /** Makes the subject if it is not there, and resolves its DID as everybody does. */
    StepOutcome ensure(String subject) {
        NodeApi.Answer known = auth.send("GET", SUBJECTS + "/" + subject, null);
        if (known.status() == 404) {
            var _ = auth.succeed(
                    "POST", SUBJECTS, JsonNodeFactory.instance.objectNode().put("subject", subject));
            known = auth.send("GET", SUBJECTS + "/" + subject, null);
        }
        for (JsonNode did : known.body()) {
            if (did.asText().startsWith(WEB)) {
                return resolve(did.asText());
            }
        }
        return new StepOutcome.Failed("NoDid", "the subject has no did:web, or it was deactivated");
    }

    private StepOutcome resolve(String did) {
        URI document = document(did);
        NodeApi outside = new NodeApi(http, origin(document), Secret.of("none"));
        JsonNode found = outside.succeed("GET", document.getRawPath(), null);
        return found.path("id").asText().equals(did)
                ? new StepOutcome.Done("Resolves", did)
                : new StepOutcome.Failed("WrongDocument", "another DID document is served at " + document);
    }

    private static String origin(URI document) {
        return document.getScheme() + "://" + document.getRawAuthority();
    }

    /** Where the document of a did:web is (did:web method specification, "Read"). */
    static URI document(String did) {
        List<String> parts = new ArrayList<>(List.of(did.substring(WEB.length()).split(":")));
        String host = URLDecoder.decode(parts.removeFirst(), StandardCharsets.UTF_8);
        String path = parts.isEmpty() ? "/.well-known" : "/" + String.join("/", parts);
        return URI.create("https://" + host + path + "/did.json");
    }
}
