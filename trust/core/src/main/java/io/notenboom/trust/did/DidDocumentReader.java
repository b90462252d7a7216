// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads DID documents that others publish (W3C DID Core 1.0 §6.2, rules of did:web and of Nuts nodes). Refused are: more
 * than 1 MB, JSON that is not strict, another id than asked for, method ids that are relative, more than 32 methods, two
 * methods with one id. Keys that are not JWKs or of a type that is not supported, private keys, and methods that belong
 * to another DID are left out: nothing can be verified with them.
 */
public final class DidDocumentReader {

    /** Largest document, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_REFERENCES = 2 * DidDocument.MAX_METHODS;

    private final Did expected;
    private final List<VerificationMethod> methods = new ArrayList<>();
    private final List<DidUrl> seen = new ArrayList<>();

    private DidDocumentReader(Did expected) {
        this.expected = expected;
    }

    /**
     * Reads the document of a DID.
     *
     * @param did the DID that was asked for; the document must have it as id
     * @param body the document, UTF-8
     * @throws DidResolutionException with reason INVALID_DOCUMENT
     */
    public static DidDocument read(Did did, byte[] body) throws DidResolutionException {
        try {
            return new DidDocumentReader(did).document(StrictJson.parseObject(body, MAX_BYTES));
        } catch (JsonInputException | IllegalArgumentException malformed) {
            throw new DidResolutionException(DidResolutionException.Reason.INVALID_DOCUMENT, malformed);
        }
    }

    private DidDocument document(ObjectNode document) throws DidResolutionException {
        if (!expected.value().equals(document.path("id").textValue())) {
            throw invalid();
        }
        for (JsonNode method : arrayOrNothing(document.get("verificationMethod"), DidDocument.MAX_METHODS)) {
            addMethod(method);
        }
        Map<VerificationRelationship, List<DidUrl>> relationships = new EnumMap<>(VerificationRelationship.class);
        for (VerificationRelationship relationship : VerificationRelationship.values()) {
            List<DidUrl> references = new ArrayList<>();
            for (JsonNode reference : arrayOrNothing(document.get(relationship.member()), MAX_REFERENCES)) {
                references.add(reference.isTextual() ? absolute(reference) : addMethod(reference));
            }
            relationships.put(relationship, references);
        }
        List<ObjectNode> services = new ArrayList<>();
        for (JsonNode service : arrayOrNothing(document.get("service"), DidDocument.MAX_SERVICES)) {
            if (!(service instanceof ObjectNode object)) {
                throw invalid();
            }
            services.add(object);
        }
        return new DidDocument(expected, methods, relationships, services);
    }

    @CanIgnoreReturnValue
    private DidUrl addMethod(JsonNode method) throws DidResolutionException {
        DidUrl id = absolute(method.path("id"));
        if (seen.contains(id) || seen.size() >= DidDocument.MAX_METHODS) {
            throw invalid();
        }
        seen.add(id);
        if (id.did().equals(expected) && method.path("publicKeyJwk") instanceof ObjectNode jwk) {
            Did controller = Did.tryParse(method.path("controller").asText()).orElseThrow(DidDocumentReader::invalid);
            publicKey(jwk).ifPresent(key -> methods.add(new VerificationMethod(id, controller, key)));
        }
        return id;
    }

    private static Optional<Jwk> publicKey(ObjectNode jwk) {
        try {
            return Optional.of(Jwk.parse(jwk));
        } catch (InvalidJwkException notUsable) {
            return Optional.empty();
        }
    }

    private static DidUrl absolute(JsonNode reference) throws DidResolutionException {
        return DidUrl.tryParse(reference.asText()).orElseThrow(DidDocumentReader::invalid);
    }

    private static Iterable<JsonNode> arrayOrNothing(@Nullable JsonNode node, int limit) throws DidResolutionException {
        if (node == null) {
            return List.of();
        }
        if (!node.isArray() || node.size() > limit) {
            throw invalid();
        }
        return node;
    }

    private static DidResolutionException invalid() {
        return new DidResolutionException(DidResolutionException.Reason.INVALID_DOCUMENT);
    }
}
