// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Reads required members of JSON objects; what is missing or of another type is a {@link MalformedMessageException}. */
final class Json {

    /** Largest integer, so that every JSON reader keeps it exactly. */
    private static final long MAX_NUMBER = (1L << 53) - 1;

    private Json() {}

    static String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isTextual()) {
            throw new MalformedMessageException("member " + name + " has to be a text");
        }
        return value.textValue();
    }

    static Digest digest(JsonNode object, String name) {
        return digest(text(object, name));
    }

    static Digest digest(String text) {
        try {
            return new Digest(text);
        } catch (IllegalArgumentException malformed) {
            throw new MalformedMessageException("a hash or id is malformed");
        }
    }

    static long number(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < 0
                || value.longValue() > MAX_NUMBER) {
            throw new MalformedMessageException("member " + name + " has to be a whole number from 0");
        }
        return value.longValue();
    }

    static <T> List<T> list(JsonNode object, String name, int most, Function<JsonNode, T> read) {
        JsonNode value = object.path(name);
        if (!value.isArray() || value.size() > most) {
            throw new MalformedMessageException("member " + name + " has to be a list of at most " + most);
        }
        List<T> result = new ArrayList<>(value.size());
        value.forEach(element -> result.add(read.apply(element)));
        return result;
    }

    static String event(JsonNode element) {
        if (!element.isTextual() || element.textValue().length() > GossipLimits.MAX_EVENT_CHARACTERS) {
            throw new MalformedMessageException("an event is a text of at most " + GossipLimits.MAX_EVENT_CHARACTERS);
        }
        return element.textValue();
    }

    static StreamEntry entry(JsonNode element) {
        long flags = element.has("flags") ? number(element, "flags") : 0;
        return new StreamEntry(
                digest(element, "sid"), number(element, "seq"), digest(element, "id"), (int) Math.min(flags, 0xff));
    }

    static ObjectNode write(StreamEntry entry, ObjectNode into) {
        into.put("sid", entry.sid().value())
                .put("seq", entry.seq())
                .put("id", entry.id().value());
        if (entry.flags() != 0) {
            into.put("flags", entry.flags());
        }
        return into;
    }
}
