// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The part of JSONPath that presentation definitions need: {@code $} followed by {@code .name}, {@code ['name']}, {@code
 * [index]} or {@code [*]}. No filters, slices, scripts or descendants. A path with {@code [*]} finds the array of all values
 * that it leads to, any other one value at most.
 */
public final class JsonPath {

    private static final int MAX_LENGTH = 256;
    private static final int MAX_STEPS = 32;
    private static final Pattern STEP = Pattern.compile("\\.([A-Za-z_@][A-Za-z0-9_@-]*)"
            + "|\\['([A-Za-z_@][A-Za-z0-9_@. :/#-]*)'\\]"
            + "|\\[\"([A-Za-z_@][A-Za-z0-9_@. :/#-]*)\"\\]"
            + "|\\[(0|[1-9][0-9]{0,3})\\]"
            + "|\\[(\\*)\\]");

    private final String text;
    private final List<Step> steps;

    private JsonPath(String text, List<Step> steps) {
        this.text = text;
        this.steps = List.copyOf(steps);
    }

    /** Reads a path; empty if it is longer than 256 characters, has more than 32 steps or uses anything else. */
    public static Optional<JsonPath> parse(String text) {
        if (text.length() > MAX_LENGTH || !text.startsWith("$")) {
            return Optional.empty();
        }
        List<Step> steps = new ArrayList<>();
        Matcher matcher = STEP.matcher(text);
        int position = 1;
        while (position < text.length()) {
            if (steps.size() == MAX_STEPS || !matcher.find(position) || matcher.start() != position) {
                return Optional.empty();
            }
            steps.add(step(matcher));
            position = matcher.end();
        }
        return Optional.of(new JsonPath(text, steps));
    }

    /** The value at this path; empty if there is none or it is null. */
    public Optional<JsonNode> find(JsonNode root) {
        List<JsonNode> found = List.of(root);
        for (Step step : steps) {
            found = found.stream().flatMap(node -> next(node, step)).toList();
        }
        List<JsonNode> values = found.stream().filter(node -> !node.isNull()).toList();
        if (values.isEmpty()) {
            return Optional.empty();
        }
        return steps.contains(Step.Each.EACH)
                ? Optional.of(JsonNodeFactory.instance.arrayNode().addAll(values))
                : Optional.of(values.getFirst());
    }

    private static Stream<JsonNode> next(JsonNode node, Step step) {
        return switch (step) {
            case Step.Member member -> node.isObject() ? Stream.ofNullable(node.get(member.name())) : Stream.empty();
            case Step.Element element -> node.isArray() ? Stream.ofNullable(node.get(element.index())) : Stream.empty();
            case Step.Each _ -> node.isArray() ? node.valueStream() : Stream.empty();
        };
    }

    /** The names of the members on the way, indexes left out. */
    List<String> memberNames() {
        return steps.stream()
                .flatMap(step -> step instanceof Step.Member member ? Stream.of(member.name()) : Stream.empty())
                .toList();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonPath that && steps.equals(that.steps);
    }

    @Override
    public int hashCode() {
        return Objects.hash(steps);
    }

    @Override
    public String toString() {
        return text;
    }

    private static Step step(Matcher matcher) {
        for (int group = 1; group <= 3; group++) {
            String name = matcher.group(group);
            if (name != null) {
                return new Step.Member(name);
            }
        }
        String index = matcher.group(4);
        return index == null ? Step.Each.EACH : new Step.Element(Integer.parseInt(index));
    }

    private sealed interface Step {
        record Member(String name) implements Step {}

        record Element(int index) implements Step {}

        enum Each implements Step {
            EACH
        }
    }
}
