// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.likeness.Likeness;
import io.notenboom.auth.replay.signed.JwtText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What differs between the bodies of two successful answers. */
final class Bodies {

    /**
     * Members that ours adds, by operation: claims and members that master or nuts-node v6.2.10 leaves out and both accept, so
     * that either takes what ours makes.
     */
    private static final Map<Operation, Set<String>> OURS_MAY_HAVE = Map.of(
            Operation.PRESENTATION_MAKE, Set.of("iss", "iat", "nonce", "holder"),
            Operation.ISSUE, Set.of("iat"),
            Operation.DISCOVERY_CLIENT, Set.of("iss", "iat", "holder"));

    private Bodies() {}

    static List<String> differences(ReplayedExchange replayed) {
        JsonNode theirs = theirs(replayed);
        JsonNode ours = replayed.ours().body();
        if (theirs.isMissingNode()) {
            return nothing(replayed, ours);
        }
        return switch (replayed.operation()) {
            case SUBJECT_CREATE -> Likeness.differencesOfNewDids(theirs, ours, replayed.tolerance());
            case AUTHORIZATION_SERVER, AUTHORIZATION_SERVER_APPENDED, OAUTH_CLIENT ->
                MetadataShape.differences(replayed);
            case VERIFY -> told(replayed, "message");
            case DPOP_VALIDATE -> told(replayed, "reason");
            default ->
                Likeness.differences(
                        theirs, ours, replayed.tolerance(), OURS_MAY_HAVE.getOrDefault(replayed.operation(), Set.of()));
        };
    }

    private static List<String> nothing(ReplayedExchange replayed, JsonNode ours) {
        if (!replayed.exchange().responseText().isBlank()) {
            return List.of("their answer is no JSON");
        }
        return ours.isMissingNode() ? List.of() : List.of("they answered nothing, ours something");
    }

    /** Their answer without what says nothing: no descriptors, no key. */
    private static JsonNode theirs(ReplayedExchange replayed) {
        if (!(replayed.theirs() instanceof ObjectNode object)) {
            return replayed.theirs();
        }
        ObjectNode plain = object.deepCopy();
        if (replayed.operation() == Operation.DEFINITION
                && plain.path("input_descriptors").isNull()) {
            plain.set("input_descriptors", JsonNodeFactory.instance.arrayNode());
        }
        if (replayed.operation() == Operation.TOKEN
                && plain.path("dpop_kid").asText("-").isEmpty()) {
            plain.remove("dpop_kid");
        }
        return plain;
    }

    /** Words may differ, not what they are about. */
    private static List<String> told(ReplayedExchange replayed, String reason) {
        List<String> differences = new ArrayList<>();
        if (replayed.theirs() instanceof ObjectNode theirs && replayed.ours().body() instanceof ObjectNode ours) {
            ObjectNode one = theirs.deepCopy();
            ObjectNode other = ours.deepCopy();
            if (one.has(reason) && other.has(reason)) {
                Reasons.difference(replayed).ifPresent(differences::add);
                one.remove(reason);
                other.remove(reason);
            }
            differences.addAll(Likeness.differences(one, other, replayed.tolerance(), Set.of()));
        } else {
            differences.add("one of the answers is no object");
        }
        return differences;
    }

    /** The key that a credential says has signed it. */
    static Optional<String> signingKey(JsonNode credential) {
        if (credential.isTextual()) {
            return JwtText.read(credential.textValue())
                    .map(jwt -> jwt.header().path("kid").asText());
        }
        JsonNode proof = credential.path("proof");
        return Optional.of((proof.isArray() ? proof.path(0) : proof)
                .path("verificationMethod")
                .asText());
    }
}
