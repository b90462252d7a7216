// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.errorprone.annotations.CheckReturnValue;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.notenboom.trust.exchange.MatchResult.Mismatch;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a value must be, in the part of JSON Schema that Nuts nodes apply: {@code type} string, number or boolean, and
 * {@code const}, {@code enum}, {@code pattern}. All of them must hold. An array passes when one of its elements does, and
 * is then taken whole. Patterns are RE2: matching takes time linear in the value.
 *
 * @param type type of the value
 * @param constant the one value allowed, null if any
 * @param values the texts allowed, empty if any
 * @param pattern what a text must contain, null if any; at most one capture group
 */
record FieldFilter(
        Type type,
        @Nullable JsonNode constant,
        List<String> values,
        @Nullable Pattern pattern) {

    FieldFilter {
        Objects.requireNonNull(type, "type");
        values = List.copyOf(values);
    }

    /** Whether the value passes, and what the claim is then. */
    @CheckReturnValue
    Outcome apply(JsonNode value) {
        if (!value.isArray()) {
            return applyScalar(value);
        }
        Outcome last = new Outcome.Failed(Mismatch.OTHER_TYPE);
        for (JsonNode element : value) {
            last = applyScalar(element);
            if (last instanceof Outcome.Passed) {
                return new Outcome.Passed(value);
            }
        }
        return last;
    }

    /** Whether only values that somebody listed or described pass. */
    boolean constrains() {
        return constant != null || !values.isEmpty() || pattern != null;
    }

    private Outcome applyScalar(JsonNode value) {
        if (!type.accepts(value)) {
            return new Outcome.Failed(Mismatch.OTHER_TYPE);
        }
        if (constant != null && !sameScalar(constant, value)) {
            return new Outcome.Failed(Mismatch.OTHER_VALUE);
        }
        if (!values.isEmpty() && !values.contains(value.textValue())) {
            return new Outcome.Failed(Mismatch.NOT_IN_LIST);
        }
        if (pattern == null) {
            return new Outcome.Passed(value);
        }
        Matcher matcher = pattern.matcher(value.textValue());
        if (!matcher.find()) {
            return new Outcome.Failed(Mismatch.PATTERN);
        }
        String claim = matcher.groupCount() == 1 ? matcher.group(1) : matcher.group();
        return new Outcome.Passed(TextNode.valueOf(claim == null ? "" : claim));
    }

    private static boolean sameScalar(JsonNode constant, JsonNode value) {
        return constant.isNumber()
                ? value.isNumber() && constant.decimalValue().compareTo(value.decimalValue()) == 0
                : constant.equals(value);
    }

    /** JSON type of a value. */
    enum Type {
        STRING,
        NUMBER,
        BOOLEAN;

        boolean accepts(JsonNode value) {
            return switch (this) {
                case STRING -> value.isTextual();
                case NUMBER -> value.isNumber();
                case BOOLEAN -> value.isBoolean();
            };
        }
    }

    /** Result of a filter. */
    sealed interface Outcome {
        /** The value passes; the claim is the value, or the part that the pattern captures. */
        record Passed(JsonNode claim) implements Outcome {}

        /** The value does not pass. */
        record Failed(Mismatch mismatch) implements Outcome {}
    }
}
