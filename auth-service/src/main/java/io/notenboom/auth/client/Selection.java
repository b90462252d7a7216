// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.InputDescriptor;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Narrows the choice of credentials by the values of fields. */
final class Selection {

    private Selection() {}

    /**
     * The position of a chosen credential that does not have the selected value.
     *
     * @param candidates what the match counts
     * @param selection value by field id
     */
    static Optional<Integer> firstUnwanted(
            PresentationDefinition definition,
            MatchResult.Matched matched,
            List<Credential> candidates,
            Map<String, String> selection) {
        for (MatchResult.DescriptorMatch match : matched.matches()) {
            boolean unwanted = definition.descriptors().stream()
                    .filter(descriptor -> descriptor.id().equals(match.descriptorId()))
                    .anyMatch(descriptor -> hasOtherValue(descriptor, matched, selection));
            if (unwanted && match.credentialIndex() < candidates.size()) {
                return Optional.of(match.credentialIndex());
            }
        }
        return Optional.empty();
    }

    private static boolean hasOtherValue(
            InputDescriptor descriptor, MatchResult.Matched matched, Map<String, String> selection) {
        return descriptor.fields().stream()
                .map(field -> String.valueOf(field.id()))
                .filter(selection::containsKey)
                .anyMatch(id -> !isText(matched.claims().get(id), selection.get(id)));
    }

    private static boolean isText(@Nullable JsonNode value, @Nullable String text) {
        return value != null && value.isTextual() && value.textValue().equals(text);
    }
}
