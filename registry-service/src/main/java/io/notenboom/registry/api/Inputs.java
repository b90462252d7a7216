// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.EventText;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what callers send; whatever has another form becomes a 400 that says which field and what form. */
public final class Inputs {

    private Inputs() {}

    /** A text that has to be there. */
    public static String text(@Nullable String value, String field, int max) {
        if (value == null || value.isBlank() || value.length() > max) {
            throw Problems.invalid(field + " has to be a text of 1 to " + max + " characters");
        }
        return value;
    }

    /** A text that may be absent. */
    public static @Nullable String optionalText(@Nullable String value, String field, int max) {
        return value == null ? null : text(value, field, max);
    }

    /** An OID. */
    public static String oid(@Nullable String value, String field) {
        return read(value, field, EventText::oid);
    }

    /** A URN. */
    public static String urn(@Nullable String value, String field) {
        return read(value, field, EventText::urn);
    }

    /** The id of a contract. */
    public static UUID contractId(@Nullable String value) {
        return read(value, "contractId", EventText::uuid4);
    }

    /** The id of an event or stream. */
    public static EventId eventId(@Nullable String value) {
        return read(value, "id", EventId::new);
    }

    /** An RFC 3339 time that may be absent. */
    public static @Nullable Instant optionalTime(@Nullable String value, String field) {
        return value == null ? null : read(value, field, EventText::timestamp);
    }

    private static <T> T read(@Nullable String value, String field, Function<String, T> reader) {
        try {
            return reader.apply(text(value, field, 2_048));
        } catch (IllegalArgumentException e) {
            throw Problems.invalid(field + " has the wrong form: " + e.getMessage());
        }
    }

    /** A number that may be left out. */
    static @Nullable Integer optionalNumber(@Nullable String value, String field) {
        return value == null
                ? null
                : read(value, field, text -> {
                    if (!text.matches("[0-9]{1,9}")) {
                        throw new IllegalArgumentException("a number is needed");
                    }
                    return Integer.valueOf(text);
                });
    }

    /** {@code true} or {@code false}, which is also what absence means. */
    public static boolean flag(@Nullable String value, String field) {
        if (value == null || value.equals("false")) {
            return false;
        }
        if (value.equals("true")) {
            return true;
        }
        throw Problems.invalid(field + " has to be true or false");
    }

    /** The number of items wanted. */
    public static int limit(@Nullable Integer limit, int standard, int max) {
        if (limit == null) {
            return standard;
        }
        if (limit < 1 || limit > max) {
            throw Problems.invalid("limit has to be a number from 1 to " + max);
        }
        return limit;
    }

    /** A body that has to be there. */
    public static <T> T body(@Nullable T body) {
        if (body == null) {
            throw Problems.invalid("send a JSON object as body");
        }
        return body;
    }
}
