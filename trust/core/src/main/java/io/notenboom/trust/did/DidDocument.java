// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The keys of a DID and what they may be used for (W3C DID Core 1.0 §5). AlsoKnownAs and other members are not
 * kept.
 *
 * @param id the DID
 * @param verificationMethods the usable keys, at most {@value #MAX_METHODS}; ids differ and belong to the DID
 * @param relationships for each relationship the ids of its methods, in the order of the document; the first
 *     assertionMethod is the one that signs
 * @param services services as they stand there, at most {@value #MAX_SERVICES}; nothing here relies on what they say
 */
public record DidDocument(
        Did id,
        List<VerificationMethod> verificationMethods,
        Map<VerificationRelationship, List<DidUrl>> relationships,
        List<ObjectNode> services) {

    /** Most services in one document. */
    public static final int MAX_SERVICES = 64;

    /** Most verification methods in one document. */
    public static final int MAX_METHODS = 32;

    private static final List<String> CONTEXTS = List.of(
            "https://www.w3.org/ns/did/v1", "https://w3c-ccg.github.io/lds-jws2020/contexts/lds-jws2020-v1.json");
    private static final List<VerificationRelationship> SIGNING = List.of(
            VerificationRelationship.ASSERTION_METHOD,
            VerificationRelationship.AUTHENTICATION,
            VerificationRelationship.CAPABILITY_INVOCATION,
            VerificationRelationship.CAPABILITY_DELEGATION);

    /** @throws IllegalArgumentException if there are too many methods or two have one id */
    public DidDocument {
        Objects.requireNonNull(id, "id");
        verificationMethods = List.copyOf(verificationMethods);
        Map<VerificationRelationship, List<DidUrl>> copy = new EnumMap<>(VerificationRelationship.class);
        relationships.forEach((relationship, methods) -> {
            if (!methods.isEmpty()) {
                copy.put(relationship, List.copyOf(methods));
            }
        });
        relationships = Map.copyOf(copy);
        services = services.stream().map(ObjectNode::deepCopy).toList();
        checkMethods(id, verificationMethods);
        if (services.size() > MAX_SERVICES) {
            throw new IllegalArgumentException("a DID document has at most " + MAX_SERVICES + " services");
        }
    }

    /** A document without services. */
    public DidDocument(
            Did id,
            List<VerificationMethod> verificationMethods,
            Map<VerificationRelationship, List<DidUrl>> relationships) {
        this(id, verificationMethods, relationships, List.of());
    }

    /** The same with other services. */
    public DidDocument withServices(List<ObjectNode> others) {
        return new DidDocument(id, verificationMethods, relationships, others);
    }

    /**
     * The document of a DID of our own: each key for signing in all four signing relationships, in the given order.
     *
     * @param methods the keys, the one that signs first
     */
    public static DidDocument ofSigningKeys(Did id, List<VerificationMethod> methods) {
        List<DidUrl> ids = methods.stream().map(VerificationMethod::id).toList();
        Map<VerificationRelationship, List<DidUrl>> relationships = new EnumMap<>(VerificationRelationship.class);
        SIGNING.forEach(relationship -> relationships.put(relationship, ids));
        return new DidDocument(id, methods, relationships);
    }

    /** The key with this id, if the document lists it for this use. */
    public Optional<VerificationMethod> method(DidUrl methodId, VerificationRelationship relationship) {
        if (!relationships.getOrDefault(relationship, List.of()).contains(methodId)) {
            return Optional.empty();
        }
        return verificationMethods.stream()
                .filter(method -> method.id().equals(methodId))
                .findFirst();
    }

    /** The first usable key listed for this use. */
    public Optional<VerificationMethod> first(VerificationRelationship relationship) {
        return relationships.getOrDefault(relationship, List.of()).stream()
                .flatMap(methodId -> method(methodId, relationship).stream())
                .findFirst();
    }

    /** The document as Nuts nodes publish and read it: keys as JsonWebKey2020, relationships as references. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode contexts = json.putArray("@context");
        CONTEXTS.forEach(contexts::add);
        json.put("id", id.value());
        ArrayNode methods = json.putArray("verificationMethod");
        verificationMethods.forEach(method -> methods.add(method.toJson()));
        for (VerificationRelationship relationship : VerificationRelationship.values()) {
            List<DidUrl> ids = relationships.getOrDefault(relationship, List.of());
            if (!ids.isEmpty()) {
                ArrayNode references = json.putArray(relationship.member());
                ids.forEach(methodId -> references.add(methodId.toString()));
            }
        }
        if (!services.isEmpty()) {
            ArrayNode listed = json.putArray("service");
            services.forEach(service -> listed.add(service.deepCopy()));
        }
        return json;
    }

    private static void checkMethods(Did id, List<VerificationMethod> methods) {
        if (methods.size() > MAX_METHODS) {
            throw new IllegalArgumentException("a DID document has at most " + MAX_METHODS + " verification methods");
        }
        Set<DidUrl> seen = new HashSet<>();
        for (VerificationMethod method : methods) {
            if (!method.id().did().equals(id)) {
                throw new IllegalArgumentException("a verification method belongs to another DID");
            }
            if (!seen.add(method.id())) {
                throw new IllegalArgumentException("two verification methods have one id");
            }
        }
    }
}
