// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.MatchResult.Mismatch;
import io.notenboom.trust.exchange.PresentationDefinition.FormatRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the first credential that meets one descriptor, or the one that comes closest. */
final class DescriptorMatcher {

    private final FormatRule format;
    private final InputDescriptor descriptor;

    DescriptorMatcher(FormatRule format, InputDescriptor descriptor) {
        this.format = format;
        this.descriptor = descriptor;
    }

    Candidate choose(List<? extends Credential> credentials) {
        Candidate.None closest = new Candidate.None(
                new MatchResult.DescriptorGap(descriptor.id(), null, null, Mismatch.NO_CREDENTIAL), -2);
        for (int index = 0; index < credentials.size(); index++) {
            switch (evaluate(credentials.get(index), index)) {
                case Candidate.Some some -> {
                    return some;
                }
                case Candidate.None none -> closest = none.fieldsMet() > closest.fieldsMet() ? none : closest;
            }
        }
        return closest;
    }

    private Candidate evaluate(Credential credential, int index) {
        if (!format.accepts(credential) || !descriptor.format().accepts(credential)) {
            return none(index, null, Mismatch.FORMAT, -1);
        }
        Map<String, JsonNode> claims = new LinkedHashMap<>();
        int met = 0;
        for (InputDescriptor.Field field : descriptor.fields()) {
            switch (evaluate(field, credential.view())) {
                case FieldFilter.Outcome.Passed passed -> {
                    String id = field.id();
                    if (id != null) {
                        claims.put(id, passed.claim());
                    }
                    met++;
                }
                case FieldFilter.Outcome.Failed failed -> {
                    return none(index, field, failed.mismatch(), met);
                }
            }
        }
        return new Candidate.Some(new MatchResult.DescriptorMatch(descriptor.id(), index, credential.format()), claims);
    }

    private static FieldFilter.Outcome evaluate(InputDescriptor.Field field, JsonNode view) {
        FieldFilter filter = field.filter();
        FieldFilter.@Nullable Outcome failure = null;
        for (JsonPath path : field.paths()) {
            Optional<JsonNode> value = path.find(view);
            if (value.isEmpty()) {
                continue;
            }
            if (filter == null) {
                return new FieldFilter.Outcome.Passed(value.get());
            }
            FieldFilter.Outcome outcome = filter.apply(value.get());
            if (outcome instanceof FieldFilter.Outcome.Passed) {
                return outcome;
            }
            failure = outcome;
        }
        if (failure != null) {
            return failure;
        }
        return field.optional()
                ? new FieldFilter.Outcome.Passed(NullNode.getInstance())
                : new FieldFilter.Outcome.Failed(Mismatch.ABSENT);
    }

    private Candidate none(int index, InputDescriptor.@Nullable Field field, Mismatch mismatch, int met) {
        return new Candidate.None(
                new MatchResult.DescriptorGap(descriptor.id(), index, field == null ? null : field.label(), mismatch),
                met);
    }

    /** What was found for a descriptor. */
    sealed interface Candidate {
        /** A credential that meets it. */
        record Some(MatchResult.DescriptorMatch match, Map<String, JsonNode> claims) implements Candidate {}

        /** None; fieldsMet orders how close the closest one came. */
        record None(MatchResult.DescriptorGap gap, int fieldsMet) implements Candidate {}
    }
}
