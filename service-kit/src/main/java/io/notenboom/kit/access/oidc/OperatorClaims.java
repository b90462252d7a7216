// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Identity;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the claims of a verified token give its operator.
 *
 * @param rolesClaim where the roles are
 * @param userClaim where the name is
 * @param subjectsClaim where the subjects are; empty for all subjects
 * @param scopes scopes by role
 */
record OperatorClaims(
        String rolesClaim, String userClaim, Optional<String> subjectsClaim, Map<String, List<String>> scopes) {

    private static final int MAX_USER = 128;

    OperatorClaims {
        scopes = Map.copyOf(scopes);
    }

    /** The operator; empty if the claims name none, or no end, or no subjects where there have to be some. */
    Optional<Identity> identity(ObjectNode claims) {
        JsonNode user = at(claims, userClaim);
        JsonNode ends = claims.path("exp");
        if (!user.isTextual() || !isName(user.textValue()) || !ends.isNumber()) {
            return Optional.empty();
        }
        Optional<Set<String>> subjects = subjectsClaim.map(claim -> texts(at(claims, claim)));
        if (subjects.isPresent() && subjects.get().isEmpty()) {
            return Optional.empty();
        }
        Set<String> granted = new LinkedHashSet<>();
        texts(at(claims, rolesClaim)).forEach(role -> granted.addAll(scopes.getOrDefault(role, List.of())));
        return Optional.of(new Identity(
                "oidc:" + user.textValue(), granted, subjects, Optional.of(Instant.ofEpochSecond(ends.longValue()))));
    }

    private static boolean isName(String text) {
        return !text.isBlank() && text.length() <= MAX_USER && text.chars().noneMatch(Character::isISOControl);
    }

    /** The claim of this name; where there is none, what is found step by step. */
    private static JsonNode at(ObjectNode claims, String path) {
        if (claims.has(path)) {
            return claims.get(path);
        }
        JsonNode place = claims;
        for (String step : path.split("/")) {
            place = place.path(step);
        }
        return place.isMissingNode() ? MissingNode.getInstance() : place;
    }

    /** A list of texts, or texts with spaces between them. */
    private static Set<String> texts(JsonNode value) {
        Set<String> texts = new LinkedHashSet<>();
        if (value.isTextual()) {
            texts.addAll(List.of(value.textValue().strip().split(" +")));
        } else if (value.isArray()) {
            value.forEach(each -> texts.add(each.asText()));
        }
        texts.remove("");
        return texts;
    }
}
