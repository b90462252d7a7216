// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.opa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.request.CanonicalOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.NonCanonical;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A question for the rules in Rego, and what the engine says to it.
 *
 * @param asked one of {@code input.questions} of {@code parity.rego}
 * @param engine the engine's answer, in words
 */
public record RulesQuestion(String id, ObjectNode asked, String engine) {

    /** A decision in words: effect and reason, of a permit also flow and scope. */
    public static String inWords(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit ->
                words(
                        "permit",
                        permit.basis().wireName(),
                        permit.flow().map(flow -> flow.id()).orElse(""),
                        permit.scope());
            case Decision.Deny deny -> words("deny", deny.reason().code());
        };
    }

    /** A request in words: its canonical form, or the reason for refusing it. */
    public static String inWords(CanonicalOutcome outcome) {
        return switch (outcome) {
            case CanonicalRequest request ->
                words("canonical", request.interaction().wireName(), request.reference());
            case NonCanonical refused -> words("refused", refused.reason().wireName());
        };
    }

    /** What the rules answered, in the same words. */
    public static String inWords(JsonNode answer) {
        if (answer.has("effect")) {
            return words(
                    answer.path("effect").asText(),
                    answer.path("reason").asText(),
                    answer.path("flow").asText(""),
                    answer.path("scope").asText(""));
        }
        return answer.has("refused")
                ? words("refused", answer.path("refused").asText())
                : words(
                        "canonical",
                        answer.path("interaction").asText(),
                        answer.path("reference").asText());
    }

    private static String words(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(" "));
    }
}
