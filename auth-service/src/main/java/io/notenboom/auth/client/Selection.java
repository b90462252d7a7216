// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.InputDescriptor;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Narrows the choice of credentials by the values of fields. */
final class Selection {

    private Selection() {}

    /**
     * Chooses as Nuts nodes do, but only credentials with the selected values. Two credentials that say the same in all fields
     * of the definition count as one: a renewed credential is no reason to refuse.
     *
     * @param selection value by field id
     */
    static Narrowed narrow(
            PresentationDefinition definition, List<Credential> candidates, Map<String, JsonNode> selection) {
        Narrowed chosen = first(definition, candidates, selection);
        if (selection.isEmpty() || !(chosen instanceof Narrowed.One one)) {
            return chosen;
        }
        for (MatchResult.DescriptorMatch match : one.matched().matches()) {
            List<Credential> others = new ArrayList<>(one.candidates());
            Credential removed = others.remove(match.credentialIndex());
            boolean another = isSelected(definition, match.descriptorId(), selection)
                    && first(definition, others, selection) instanceof Narrowed.One second
                    && !second.matched().claims().equals(one.matched().claims());
            if (another) {
                return new Narrowed.Several(match.descriptorId());
            }
            others.add(removed);
        }
        return chosen;
    }

    private static Narrowed first(
            PresentationDefinition definition, List<Credential> candidates, Map<String, JsonNode> selection) {
        List<Credential> kept = new ArrayList<>(candidates);
        while (true) {
            switch (PresentationExchange.match(definition, kept)) {
                case MatchResult.Missing missing -> {
                    return new Narrowed.None(missing);
                }
                case MatchResult.Matched matched -> {
                    Optional<Integer> unwanted = firstUnwanted(definition, matched, kept, selection);
                    if (unwanted.isEmpty()) {
                        return new Narrowed.One(matched, kept);
                    }
                    kept.remove(unwanted.get().intValue());
                }
            }
        }
    }

    private static boolean isSelected(
            PresentationDefinition definition, String descriptorId, Map<String, JsonNode> selection) {
        return definition.descriptors().stream()
                .filter(descriptor -> descriptor.id().equals(descriptorId))
                .flatMap(descriptor -> descriptor.fields().stream())
                .anyMatch(field -> selection.containsKey(String.valueOf(field.id())));
    }

    /**
     * The position of a chosen credential that does not have the selected value.
     *
     * @param candidates what the match counts
     * @param selection value by field id
     */
    private static Optional<Integer> firstUnwanted(
            PresentationDefinition definition,
            MatchResult.Matched matched,
            List<Credential> candidates,
            Map<String, JsonNode> selection) {
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
            InputDescriptor descriptor, MatchResult.Matched matched, Map<String, JsonNode> selection) {
        return descriptor.fields().stream()
                .map(field -> String.valueOf(field.id()))
                .filter(selection::containsKey)
                .anyMatch(id -> !fits(matched.claims().get(id), selection.get(id)));
    }

    /** The same value, or a list that holds it. */
    private static boolean fits(@Nullable JsonNode value, @Nullable JsonNode selected) {
        if (value == null || selected == null) {
            return false;
        }
        if (value.isArray() && !selected.isArray()) {
            return value.valueStream().anyMatch(selected::equals);
        }
        return value.equals(selected);
    }

    /** What a selection leaves. */
    sealed interface Narrowed {

        /**
         * One choice.
         *
         * @param matched which credential for which descriptor
         * @param candidates the credentials that the match counts
         */
        record One(MatchResult.Matched matched, List<Credential> candidates) implements Narrowed {

            /** Copies the list. */
            public One {
                candidates = List.copyOf(candidates);
            }
        }

        /** Credentials that say different things about this descriptor. */
        record Several(String descriptorId) implements Narrowed {}

        /** Nothing that fits. */
        record None(MatchResult.Missing missing) implements Narrowed {}
    }
}
