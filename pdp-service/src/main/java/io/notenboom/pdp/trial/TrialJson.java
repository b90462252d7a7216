// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Reads members strictly: what is not known is an error, because it could have been meant to matter. */
public final class TrialJson {

    private TrialJson() {}

    /** An object with no other members than these. */
    public static JsonNode object(JsonNode json, String what, Set<String> members) {
        if (!json.isObject()) {
            throw new TrialException("Give " + what + " as an object.");
        }
        Set<String> unknown = new TreeSet<>();
        json.fieldNames().forEachRemaining(unknown::add);
        unknown.removeAll(members);
        if (!unknown.isEmpty()) {
            throw new TrialException(what + " has no member " + String.join(", ", unknown) + "; it has "
                    + String.join(", ", new TreeSet<>(members)) + ".");
        }
        return json;
    }

    /** A text, or something else when it is missing. */
    public static String text(JsonNode json, String member, String otherwise) {
        JsonNode value = json.path(member);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            throw new TrialException("Give " + member + " as a text.");
        }
        return value.textValue();
    }

    /** A text that is not empty. */
    public static String text(JsonNode json, String member) {
        String value = text(json, member, "");
        if (value.isEmpty()) {
            throw new TrialException("Give " + member + " as a text.");
        }
        return value;
    }

    /** A time, or another one when it is missing. */
    public static Instant time(JsonNode json, String member, Instant otherwise) {
        String value = text(json, member, "");
        try {
            return value.isEmpty() ? otherwise : Instant.parse(value);
        } catch (DateTimeException malformed) {
            throw new TrialException("Give " + member + " as a UTC time, for instance 2026-03-01T12:00:00Z.");
        }
    }

    /** One of the values of an enum, by its name in lower case. */
    public static <E extends Enum<E>> E choice(Class<E> type, String value, String member) {
        Set<String> names = new TreeSet<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT);
            if (name.equals(value)) {
                return constant;
            }
            names.add(name);
        }
        throw new TrialException(member + " is one of " + String.join(", ", names) + ", not " + value + ".");
    }

    /** The texts of an array. */
    public static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
