// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One case of a file. */
record Case(JsonNode json) {

    String id() {
        return json.path("id").asText();
    }

    String title() {
        return json.path("title").asText("");
    }

    /** The reasons that count: {@code reason} and all of {@code reasonAnyOf}. */
    static Set<String> reasons(JsonNode expected) {
        Set<String> reasons = texts(expected.path("reasonAnyOf"));
        if (expected.has("reason")) {
            reasons.add(expected.path("reason").asText());
        }
        return reasons;
    }

    static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    /** Runs every case; one that is not understood fails and says why. */
    static List<CaseResult> run(JsonNode cases, Function<Case, CaseResult> one) {
        return stream(cases)
                .map(Case::new)
                .map(about -> {
                    try {
                        return one.apply(about);
                    } catch (CaseFormatException unclear) {
                        return CaseResult.failed(
                                about, "a case", String.valueOf(unclear.getMessage()), "format of the case");
                    }
                })
                .toList();
    }

    /** The value of a member that must be there. */
    static JsonNode require(JsonNode in, String member, String of) {
        JsonNode value = in.path(member);
        if (value.isMissingNode() || value.isNull()) {
            throw new CaseFormatException(of + " has no " + member);
        }
        return value;
    }

    /** Requires that a limit, where the file names it, is the one that holds here. */
    static void requireLimit(JsonNode in, String member, int holds) {
        if (in.has(member) && in.path(member).asInt() != holds) {
            throw new CaseFormatException(member + " is " + holds + " here");
        }
    }

    static String joined(Collection<String> texts) {
        return String.join(" or ", texts.stream().sorted().toList());
    }
}
