// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.introspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.presentation.PresentationContent;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.UnverifiedPresentation;

/**
 * The introspection answer of the Dutch generic functions (GFI-006): claims by whom they are about, each with who says it and for
 * how long; those about the holder's organisation and users in {@code assertions}, those that a service provider presented of
 * itself in {@code client_assertions}.
 */
public final class AssertionsAnswer {

    private static final String ID = "id";

    private AssertionsAnswer() {}

    /** What is told about an active token. */
    public static ObjectNode of(AccessToken token) {
        long issuedAt = token.validity().issuedAt().getEpochSecond();
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("active", true)
                .put("scope", token.scope())
                .put("token_type", token.tokenType())
                .put("iss", token.issuer());
        IntrospectionAnswer.audience(answer, token.audience());
        answer.put("client_id", token.client().clientId())
                .put("sub", token.client().holder().value())
                .put("jti", token.hash().value())
                .put("iat", issuedAt)
                .put("nbf", issuedAt)
                .put("exp", token.validity().expiresAt().getEpochSecond());
        IntrospectionAnswer.confirmation(answer, token.client());
        ObjectNode assertions = answer.putObject("assertions");
        ObjectNode ofClient = JsonNodeFactory.instance.objectNode();
        for (String text : token.evidence().presentations()) {
            PresentationContent presentation = content(text);
            boolean ofHolder = presentation.holders().contains(token.client().holder());
            presentation.credentials().stream()
                    .map(UnverifiedCredential::content)
                    .forEach(credential -> add(ofHolder ? assertions : ofClient, credential));
        }
        if (!ofClient.isEmpty()) {
            answer.set("client_assertions", ofClient);
        }
        return answer;
    }

    private static void add(ObjectNode bySubject, CredentialContent credential) {
        String about = credential.subjectId().map(did -> did.value()).orElse("");
        for (ObjectNode subject : credential.subjects()) {
            String id = subject.path(ID).asText(about);
            if (id.isEmpty()) {
                continue;
            }
            ObjectNode claims = child(bySubject, id);
            subject.properties().stream()
                    .filter(claim -> !claim.getKey().equals(ID))
                    .forEach(claim -> {
                        ObjectNode assertion =
                                claims.withArray(pointer(claim.getKey())).addObject();
                        assertion.set("value", claim.getValue());
                        assertion
                                .put("iss", credential.issuer().value())
                                .put("iat", credential.issuedAt().getEpochSecond());
                        if (credential.expiresAt() != null) {
                            assertion.put("exp", credential.expiresAt().getEpochSecond());
                        }
                    });
        }
    }

    private static ObjectNode child(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode known ? known : parent.putObject(name);
    }

    /** A JSON pointer to a member of any name. */
    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** They were verified when the token was given. */
    private static PresentationContent content(String text) {
        try {
            return UnverifiedPresentation.parse(text).content();
        } catch (PresentationRefusedException damaged) {
            throw new IllegalStateException("the evidence of a token cannot be read any more", damaged);
        }
    }
}
