// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.JoseException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.proof.ProofRefusedException;
import io.notenboom.trust.proof.UnverifiedProof;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads presentations of all Nuts node versions: one value or an array everywhere, with and without iss. */
final class PresentationReader {

    private static final int MAX_AUDIENCES = 8;
    private static final long MAX_SECONDS = 253_402_300_799L;

    private PresentationReader() {}

    static PresentationEnvelope readEnvelope(String text) throws PresentationRefusedException {
        if (!text.startsWith("[")) {
            return new PresentationEnvelope(false, List.of(readOne(text)));
        }
        JsonNode array = json(text);
        if (array.isEmpty()) {
            throw malformed();
        }
        if (array.size() > PresentationEnvelope.MAX_PRESENTATIONS) {
            throw new PresentationRefusedException(PresentationRefusal.TOO_MANY);
        }
        List<UnverifiedPresentation> presentations = new ArrayList<>();
        for (JsonNode element : array) {
            presentations.add(element.isTextual() ? readJwt(element.textValue()) : readObject(element));
        }
        return new PresentationEnvelope(true, presentations);
    }

    static UnverifiedPresentation readOne(String text) throws PresentationRefusedException {
        return text.startsWith("{") ? readObject(json(text)) : readJwt(text);
    }

    private static JsonNode json(String text) throws PresentationRefusedException {
        try {
            return StrictJson.parse(text, UnverifiedPresentation.MAX_LENGTH);
        } catch (JsonInputException malformed) {
            throw new PresentationRefusedException(PresentationRefusal.MALFORMED, malformed);
        }
    }

    private static UnverifiedPresentation readObject(JsonNode node) throws PresentationRefusedException {
        if (!(node instanceof ObjectNode json)
                || !values(json.path("type"), MAX_AUDIENCES).contains("VerifiablePresentation")) {
            throw malformed();
        }
        UnverifiedProof proof = proof(json);
        Set<Did> holders = dids(Collections.singleton(json.get("holder")));
        holders.add(proof.verificationMethod().did());
        JsonNode credentials = json.path("verifiableCredential");
        String domain = proof.domain();
        return new UnverifiedPresentation.LinkedData(
                json,
                proof,
                new PresentationContent(
                        text(json.get("id")),
                        holders,
                        domain == null ? List.of() : List.of(domain),
                        proof.nonce(),
                        proof.created(),
                        proof.expires(),
                        credentials.isArray(),
                        credentials(credentials)));
    }

    private static UnverifiedProof proof(ObjectNode json) throws PresentationRefusedException {
        try {
            return UnverifiedProof.of(json);
        } catch (ProofRefusedException refused) {
            throw new PresentationRefusedException(PresentationRefusal.FORMAT_NOT_ACCEPTED, refused);
        }
    }

    private static UnverifiedPresentation readJwt(String text) throws PresentationRefusedException {
        CompactJws jws;
        ObjectNode claims;
        try {
            jws = CompactJws.parse(text, UnverifiedPresentation.MAX_LENGTH);
            claims = StrictJson.parseObject(jws.payload(), UnverifiedPresentation.MAX_LENGTH);
        } catch (JoseException | JsonInputException malformed) {
            throw new PresentationRefusedException(PresentationRefusal.MALFORMED, malformed);
        }
        if (!(claims.get("vp") instanceof ObjectNode vp)
                || !values(vp.path("type"), MAX_AUDIENCES).contains("VerifiablePresentation")) {
            throw malformed();
        }
        JsonNode credentials = vp.path("verifiableCredential");
        return new UnverifiedPresentation.Jwt(
                jws,
                new PresentationContent(
                        text(claims.get("jti")),
                        holders(claims, vp),
                        values(claims.path("aud"), MAX_AUDIENCES),
                        text(claims.get("nonce")),
                        date(claims.has("nbf") ? claims.get("nbf") : claims.get("iat")),
                        date(claims.get("exp")),
                        credentials.isArray(),
                        credentials(credentials)));
    }

    private static Set<Did> holders(ObjectNode claims, ObjectNode vp) throws PresentationRefusedException {
        List<@Nullable JsonNode> places = new ArrayList<>();
        places.add(claims.get("iss"));
        places.add(claims.get("sub"));
        places.add(vp.get("holder"));
        return dids(places);
    }

    private static Set<Did> dids(Collection<@Nullable JsonNode> places) throws PresentationRefusedException {
        Set<Did> holders = new HashSet<>();
        for (JsonNode place : places) {
            String text = text(place);
            if (text != null) {
                holders.add(Did.tryParse(text)
                        .orElseThrow(() -> new PresentationRefusedException(PresentationRefusal.HOLDER)));
            }
        }
        return holders;
    }

    private static List<UnverifiedCredential> credentials(JsonNode node) throws PresentationRefusedException {
        if (node.isMissingNode()) {
            return List.of();
        }
        if (node.isArray() && node.size() > UnverifiedPresentation.MAX_CREDENTIALS) {
            throw new PresentationRefusedException(PresentationRefusal.TOO_MANY);
        }
        List<UnverifiedCredential> credentials = new ArrayList<>();
        try {
            for (JsonNode element : node.isArray() ? node : List.of(node)) {
                credentials.add(UnverifiedCredential.parse(element));
            }
        } catch (CredentialRefusedException refused) {
            throw new PresentationRefusedException(refused);
        }
        return credentials;
    }

    private static List<String> values(JsonNode node, int limit) throws PresentationRefusedException {
        if (node.isMissingNode()) {
            return List.of();
        }
        if (node.isArray() && node.size() > limit) {
            throw malformed();
        }
        List<String> values = new ArrayList<>();
        for (JsonNode element : node.isArray() ? node : List.of(node)) {
            if (!element.isTextual()) {
                throw malformed();
            }
            values.add(element.textValue());
        }
        return values;
    }

    private static @Nullable String text(@Nullable JsonNode node) throws PresentationRefusedException {
        if (node != null && !node.isTextual()) {
            throw malformed();
        }
        return node == null ? null : node.textValue();
    }

    private static @Nullable Instant date(@Nullable JsonNode node) throws PresentationRefusedException {
        if (node == null) {
            return null;
        }
        if (!node.isNumber() || node.doubleValue() < 0 || node.doubleValue() > MAX_SECONDS) {
            throw malformed();
        }
        return Instant.ofEpochMilli(node.decimalValue().movePointRight(3).longValue());
    }

    private static PresentationRefusedException malformed() {
        return new PresentationRefusedException(PresentationRefusal.MALFORMED);
    }
}
