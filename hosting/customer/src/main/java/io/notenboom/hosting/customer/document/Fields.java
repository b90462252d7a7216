// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.hosting.customer.InvalidCustomerException;
import io.notenboom.hosting.customer.SpecProblem;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The fields of one object of a document. Every problem is put into one list and reading goes on, so that all of them are
 * told at once; a field that nobody asked for is a problem, too.
 */
final class Fields {

    private final String path;
    private final JsonNode object;
    private final List<SpecProblem> problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> refused = new HashSet<>();

    Fields(String path, JsonNode object, List<SpecProblem> problems) {
        this.path = path;
        this.object = object;
        this.problems = problems;
        if (!object.isObject() && !object.isMissingNode()) {
            problem("", "give an object with fields");
        }
    }

    /** Whether this object is in the document. */
    boolean isPresent() {
        return !object.isMissingNode() && !object.isNull();
    }

    /** A text that has to be there. */
    <T> Optional<T> required(String field, Function<String, T> parse) {
        JsonNode node = get(field);
        if (node.isMissingNode() || node.isNull()) {
            problem(field, "is missing");
            return Optional.empty();
        }
        return parsed(field, node, parse);
    }

    /** A text that may be left out. */
    <T> Optional<T> optional(String field, Function<String, T> parse) {
        JsonNode node = get(field);
        return node.isMissingNode() || node.isNull() ? Optional.empty() : parsed(field, node, parse);
    }

    private <T> Optional<T> parsed(String field, JsonNode node, Function<String, T> parse) {
        if (!node.isTextual()) {
            problem(field, "give a text");
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(node.textValue()));
        } catch (IllegalArgumentException unfit) {
            problem(field, String.valueOf(unfit.getMessage()));
            return Optional.empty();
        }
    }

    /** A whole number, or what is usual when it is left out. */
    int number(String field, int usual) {
        JsonNode node = get(field);
        if (node.isMissingNode() || node.isNull()) {
            return usual;
        }
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            problem(field, "give a whole number");
            return usual;
        }
        return node.intValue();
    }

    /** A list of texts; empty when it is left out. */
    List<String> texts(String field) {
        JsonNode node = get(field);
        List<String> texts = new ArrayList<>();
        if (node.isMissingNode() || node.isNull()) {
            return texts;
        }
        if (!node.isArray()) {
            problem(field, "give a list of texts");
            return texts;
        }
        for (JsonNode item : node) {
            if (item.isTextual()) {
                texts.add(item.textValue());
            } else {
                problem(field, "give a list of texts");
            }
        }
        return texts;
    }

    /** The object in a field; {@link #isPresent} tells whether it is there. */
    Fields object(String field) {
        JsonNode node = get(field);
        return new Fields(at(field), node.isNull() ? MissingNode.getInstance() : node, problems);
    }

    /** What is made of several fields, unless their values do not go together. */
    <T> Optional<T> make(Supplier<T> made) {
        try {
            return Optional.of(made.get());
        } catch (InvalidCustomerException unfit) {
            problems.addAll(unfit.problems());
        } catch (IllegalArgumentException unfit) {
            problem("", String.valueOf(unfit.getMessage()));
        }
        return Optional.empty();
    }

    /** Tells what to do instead of giving this field, if it is given. */
    void refuse(String field, String instead) {
        if (object.has(field)) {
            refused.add(field);
            problem(field, instead);
        }
    }

    /** After all fields were asked for: every other one is a problem. */
    void end() {
        for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!asked.contains(name) && !refused.contains(name)) {
                problem(shown(name), "there is no such field; known are " + String.join(", ", asked));
            }
        }
    }

    private static String shown(String name) {
        return name.length() > 64 ? name.substring(0, 64) : name;
    }

    private JsonNode get(String field) {
        asked.add(field);
        return object.path(field);
    }

    void problem(String field, String message) {
        problems.add(new SpecProblem(at(field), message));
    }

    private String at(String field) {
        return path.isEmpty() ? field : field.isEmpty() ? path : path + "." + field;
    }

    /** Reads a URI. */
    static URI uri(String text) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException unfit) {
            throw new IllegalArgumentException("give a URL", unfit);
        }
    }
}
