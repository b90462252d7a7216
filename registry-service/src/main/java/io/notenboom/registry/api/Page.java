// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items what is on it
 * @param next cursor of the page after it; null on the last page
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** Items on a page when the caller does not say. */
    public static final int STANDARD = 100;

    /** The most items on a page. */
    public static final int MAX = 500;

    private static final int MAX_CURSOR = 1_024;

    /** Copies its list. */
    public Page {
        items = List.copyOf(items);
    }

    /**
     * The page after a cursor, in the order of a key. What is added or removed meanwhile moves no other item to another
     * page.
     *
     * @param key tells items apart; different for each
     * @param limit items on the page; null for {@link #STANDARD}
     * @param cursor {@code next} of the page before; null for the first page
     * @throws io.notenboom.kit.problem.ProblemException 400 if limit or cursor has another form
     */
    public static <T> Page<T> of(
            Stream<T> all, Function<T, String> key, @Nullable Integer limit, @Nullable String cursor) {
        int size = Inputs.limit(limit, STANDARD, MAX);
        String after = cursor == null ? "" : read(cursor);
        List<T> found = all.filter(item -> key.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .limit(size + 1L)
                .toList();
        return found.size() <= size
                ? new Page<>(found, null)
                : new Page<>(found.subList(0, size), write(key.apply(found.get(size - 1))));
    }

    private static String write(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String read(String cursor) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(Inputs.text(cursor, "cursor", MAX_CURSOR));
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException malformed) {
            throw Problems.invalid("cursor has to be the next of an earlier page");
        }
    }

    /** The same page with other items. */
    public <R> Page<R> map(Function<T, R> change) {
        return new Page<>(items.stream().map(change).toList(), next);
    }
}
