// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.JoseException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads credentials; tolerant where Nuts nodes differ (one value or an array), strict everywhere else. */
final class CredentialReader {

    private static final int MAX_VALUES = 16;
    private static final long MAX_SECONDS = 253_402_300_799L;

    private CredentialReader() {}

    static UnverifiedCredential read(String text, int maxLength) throws CredentialRefusedException {
        if (!text.startsWith("{")) {
            return readJwt(text, maxLength);
        }
        try {
            return readObject(StrictJson.parseObject(text, maxLength));
        } catch (JsonInputException malformed) {
            throw new CredentialRefusedException(CredentialRefusal.MALFORMED, malformed);
        }
    }

    static UnverifiedCredential read(JsonNode node) throws CredentialRefusedException {
        return node.isTextual() ? readJwt(node.textValue(), UnverifiedCredential.MAX_LENGTH) : readObject(node);
    }

    private static UnverifiedCredential readJwt(String text, int maxLength) throws CredentialRefusedException {
        CompactJws jws;
        ObjectNode claims;
        try {
            jws = CompactJws.parse(text, maxLength);
            claims = StrictJson.parseObject(jws.payload(), maxLength);
        } catch (JoseException | JsonInputException malformed) {
            throw new CredentialRefusedException(CredentialRefusal.MALFORMED, malformed);
        }
        if (!(claims.get("vc") instanceof ObjectNode vc)) {
            throw malformed();
        }
        ObjectNode merged = merge(claims, vc);
        return new UnverifiedCredential.Jwt(jws, content(merged), merged);
    }

    private static ObjectNode merge(ObjectNode claims, ObjectNode vc) throws CredentialRefusedException {
        ObjectNode view = known(vc);
        override(view, "id", claims.get("jti"));
        override(view, "issuer", claims.get("iss"));
        JsonNode from = claims.has("nbf") ? claims.get("nbf") : claims.get("iat");
        if (from != null) {
            view.put("issuanceDate", numericDate(from).toString());
        }
        if (claims.has("exp")) {
            view.put("expirationDate", numericDate(claims.path("exp")).toString());
        }
        for (String member : List.of("@context", "type", "credentialSubject", "credentialStatus")) {
            if (view.has(member)) {
                view.set(member, array(view.path(member)));
            }
        }
        if (claims.has("sub")) {
            for (JsonNode subject : view.path("credentialSubject")) {
                if (subject instanceof ObjectNode object) {
                    override(object, "id", claims.get("sub"));
                }
            }
        }
        return view;
    }

    private static void override(ObjectNode target, String member, @Nullable JsonNode value)
            throws CredentialRefusedException {
        if (value == null) {
            return;
        }
        if (!value.isTextual()) {
            throw malformed();
        }
        target.set(member, value);
    }

    private static UnverifiedCredential readObject(JsonNode node) throws CredentialRefusedException {
        if (!(node instanceof ObjectNode json)) {
            throw malformed();
        }
        ObjectNode view = known(json);
        for (String member : List.of("type", "credentialSubject", "credentialStatus", "proof")) {
            if (view.path(member).isArray() && view.path(member).size() == 1) {
                view.set(member, view.path(member).get(0));
            }
        }
        if (view.has("@context")) {
            view.set("@context", array(view.path("@context")));
        }
        CredentialContent content = content(view);
        return json.has("proof")
                ? new UnverifiedCredential.LinkedData(json, content, view)
                : new UnverifiedCredential.SelfAttested(json, content, view);
    }

    private static ObjectNode known(ObjectNode json) {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        for (String member : List.of(
                "@context",
                "id",
                "type",
                "issuer",
                "issuanceDate",
                "expirationDate",
                "credentialStatus",
                "credentialSubject",
                "proof")) {
            JsonNode value = json.get(member);
            if (value != null && !value.isNull()) {
                view.set(member, value.deepCopy());
            }
        }
        return view;
    }

    private static CredentialContent content(ObjectNode view) throws CredentialRefusedException {
        JsonNode issuer = view.path("issuer");
        String issuerText = issuer.isObject() ? issuer.path("id").asText("") : issuer.asText("");
        JsonNode id = view.get("id");
        if (id != null && !id.isTextual()) {
            throw malformed();
        }
        return new CredentialContent(
                id == null ? null : id.textValue(),
                texts(view.path("@context")),
                texts(view.path("type")),
                Did.tryParse(issuerText).orElseThrow(CredentialReader::incomplete),
                date(view.path("issuanceDate")),
                view.has("expirationDate") ? date(view.path("expirationDate")) : null,
                objects(view.path("credentialSubject")),
                statuses(view.path("credentialStatus")));
    }

    private static List<CredentialStatus> statuses(JsonNode node) throws CredentialRefusedException {
        List<CredentialStatus> statuses = new ArrayList<>();
        for (ObjectNode entry : objects(node)) {
            if (!entry.path("id").isTextual() || !entry.path("type").isTextual()) {
                throw new CredentialRefusedException(CredentialRefusal.STATUS_MALFORMED);
            }
            statuses.add(new CredentialStatus(
                    entry.path("id").textValue(),
                    entry.path("type").textValue(),
                    entry.path("statusPurpose").textValue(),
                    entry.path("statusListIndex").textValue(),
                    entry.path("statusListCredential").textValue()));
        }
        return statuses;
    }

    private static List<String> texts(JsonNode node) throws CredentialRefusedException {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : array(node)) {
            if (!value.isTextual()) {
                throw malformed();
            }
            texts.add(value.textValue());
        }
        return texts;
    }

    private static List<ObjectNode> objects(JsonNode node) throws CredentialRefusedException {
        List<ObjectNode> objects = new ArrayList<>();
        for (JsonNode value : array(node)) {
            if (!(value instanceof ObjectNode object)) {
                throw malformed();
            }
            objects.add(object);
        }
        return objects;
    }

    private static ArrayNode array(JsonNode node) throws CredentialRefusedException {
        if (node instanceof ArrayNode array) {
            if (array.size() > MAX_VALUES) {
                throw malformed();
            }
            return array;
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        return node.isMissingNode() ? array : array.add(node);
    }

    private static Instant numericDate(JsonNode node) throws CredentialRefusedException {
        if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > MAX_SECONDS) {
            throw malformed();
        }
        return Instant.ofEpochSecond(node.longValue());
    }

    private static Instant date(JsonNode node) throws CredentialRefusedException {
        if (!node.isTextual()) {
            throw incomplete();
        }
        try {
            return OffsetDateTime.parse(node.textValue()).toInstant();
        } catch (DateTimeParseException noDate) {
            throw new CredentialRefusedException(CredentialRefusal.MALFORMED, noDate);
        }
    }

    private static CredentialRefusedException malformed() {
        return new CredentialRefusedException(CredentialRefusal.MALFORMED);
    }

    private static CredentialRefusedException incomplete() {
        return new CredentialRefusedException(CredentialRefusal.INCOMPLETE);
    }
}
