// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The part of a long list that is asked for.
 *
 * @param after id of the last entry of the page before; empty for the first page
 * @param limit most entries, 1 to 1000
 */
public record Page(Optional<String> after, int limit) {

    private static final int MAX_LIMIT = 1000;

    /** The page that is asked for; a problem for another limit. */
    public static Page of(@Nullable String after, @Nullable Integer limit) {
        int most = limit == null ? MAX_LIMIT : limit;
        if (most < 1 || most > MAX_LIMIT) {
            throw Problems.badRequest("limit is 1 to " + MAX_LIMIT + ".");
        }
        return new Page(Optional.ofNullable(after).filter(id -> !id.isEmpty()), most);
    }

    /**
     * The answer: the list under its name, and {@code next}, which goes into {@code after} for the next page, or null.
     *
     * @param found one entry more than the limit when there are more
     */
    public <T> ObjectNode answer(String name, List<T> found, Function<T, ObjectNode> shown, Function<T, String> id) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray(name);
        List<T> page = found.subList(0, Math.min(limit, found.size()));
        page.forEach(entry -> list.add(shown.apply(entry)));
        return answer.put("next", found.size() > limit ? id.apply(page.getLast()) : null);
    }
}
