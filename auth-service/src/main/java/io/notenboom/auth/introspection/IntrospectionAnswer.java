// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.introspection;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.Client;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.util.List;

/** The two faces of an introspection answer: RFC 7662 and that of a Nuts node. */
public final class IntrospectionAnswer {

    private IntrospectionAnswer() {}

    /** Exactly {@code {"active":false}}. */
    public static ObjectNode inactive() {
        return JsonNodeFactory.instance.objectNode().put("active", false);
    }

    /** RFC 7662 §2.2, with the field ids of the presentation definition as further claims. */
    public static ObjectNode rfc7662(AccessToken token) {
        ObjectNode answer = common(token);
        audience(answer, token.audience());
        answer.put("sub", token.client().holder().value());
        answer.put("token_type", token.tokenType());
        return answer;
    }

    /** As a Nuts node v6 answers: never {@code sub} or {@code aud}. */
    public static ObjectNode nuts(AccessToken token) {
        return common(token);
    }

    /** As a Nuts node v6 answers to {@code introspect_extended}: with what the token was given on. */
    public static ObjectNode nutsExtended(AccessToken token) {
        ObjectNode answer = common(token);
        ArrayNode presentations = answer.putArray("vps");
        token.evidence().presentations().forEach(text -> presentations.add(presentation(text)));
        ObjectNode definitions = answer.putObject("presentation_definitions");
        token.evidence().definitions().forEach(definitions::set);
        ObjectNode submissions = answer.putObject("presentation_submissions");
        token.evidence().submissions().forEach(submissions::set);
        return answer;
    }

    /** A single audience as text, as most resource servers expect it. */
    static void audience(ObjectNode answer, List<String> audience) {
        if (audience.size() == 1) {
            answer.put("aud", audience.getFirst());
        } else {
            audience.forEach(answer.putArray("aud")::add);
        }
    }

    /** To what the token is bound, if it is (RFC 9449 §6.2, RFC 8705 §3.2). */
    static void confirmation(ObjectNode answer, Client client) {
        answer.remove("cnf");
        if (client.keyThumbprint() != null) {
            answer.withObject("/cnf").put("jkt", client.keyThumbprint());
        }
        if (client.certificateThumbprint() != null) {
            answer.withObject("/cnf").put("x5t#S256", client.certificateThumbprint());
        }
    }

    /** A JWT as text, JSON-LD as the object that it came as. */
    private static JsonNode presentation(String text) {
        if (!text.startsWith("{")) {
            return TextNode.valueOf(text);
        }
        try {
            return StrictJson.parse(text, UnverifiedPresentation.MAX_LENGTH);
        } catch (JsonInputException damaged) {
            throw new IllegalStateException("a stored presentation cannot be read any more", damaged);
        }
    }

    private static ObjectNode common(AccessToken token) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put("active", true);
        token.evidence().claims().forEach(answer::set);
        answer.put("active", true);
        answer.put("iss", token.issuer());
        answer.put("client_id", token.client().clientId());
        answer.put("scope", token.scope());
        answer.put("iat", token.validity().issuedAt().getEpochSecond());
        answer.put("exp", token.validity().expiresAt().getEpochSecond());
        confirmation(answer, token.client());
        return answer;
    }
}
