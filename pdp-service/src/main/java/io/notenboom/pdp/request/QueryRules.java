// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The query part of the grammar: {@code _format} and {@code _pretty}, each at most once, on reads only; plain searches. */
final class QueryRules {

    private static final Set<String> FORMATS = Set.of(
            "json", "xml", "application/json", "application/xml", "application/fhir+json", "application/fhir+xml");
    private static final int MAX_VALUE_LENGTH = 256;

    private QueryRules() {}

    /** One {@code key=value}; without an equals sign there is no value. */
    private record Pair(String key, String value) {}

    /** Refuses parameters that are dangerous wherever they stand. */
    static void refuseHidden(String query) throws RefusedException {
        int start = 0;
        while (start < query.length()) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            if (isKey(query, start, end, "access_token")) {
                throw new RefusedException(Refusal.TOKEN_IN_QUERY);
            }
            if (isKey(query, start, end, "_method")) {
                throw new RefusedException(Refusal.METHOD_OVERRIDE);
            }
            start = end + 1;
        }
    }

    private static boolean isKey(String query, int start, int end, String key) {
        int after = start + key.length();
        return query.startsWith(key, start) && (after == end || (after < end && query.charAt(after) == '='));
    }

    /** Checks the query of a form that the grammar has; answers what a search looks for, by parameter. */
    static Map<String, String> check(String query, Interaction interaction) throws RefusedException {
        boolean search = interaction == Interaction.SEARCH;
        if (query.isEmpty()) {
            return Map.of();
        }
        boolean reads = interaction == Interaction.READ || interaction == Interaction.DOCUMENT || search;
        List<Pair> pairs = pairs(query);
        if (!reads || pairs.size() > RequestGrammar.MAX_QUERY_PAIRS) {
            throw new RefusedException(Refusal.QUERY_NOT_ALLOWED);
        }
        for (int index = 1; index < pairs.size(); index++) {
            for (int before = 0; before < index; before++) {
                if (pairs.get(before).key().equals(pairs.get(index).key())) {
                    throw new RefusedException(Refusal.DUPLICATE_PARAMETER);
                }
            }
        }
        Map<String, String> found = new TreeMap<>();
        for (Pair pair : pairs) {
            if (!general(pair)) {
                if (!search) {
                    throw new RefusedException(Refusal.QUERY_NOT_ALLOWED);
                }
                searched(pair);
                found.put(pair.key(), pair.value());
            }
        }
        return found;
    }

    private static List<Pair> pairs(String query) {
        List<Pair> pairs = new ArrayList<>(2);
        int start = 0;
        while (start < query.length()) {
            int ampersand = query.indexOf('&', start);
            int end = ampersand < 0 ? query.length() : ampersand;
            int equals = query.indexOf('=', start);
            pairs.add(
                    equals < 0 || equals > end
                            ? new Pair(query.substring(start, end), "")
                            : new Pair(query.substring(start, equals), query.substring(equals + 1, end)));
            start = end + 1;
        }
        return pairs;
    }

    /** Whether it is a parameter of every read; its value is checked. */
    private static boolean general(Pair pair) throws RefusedException {
        return switch (pair.key()) {
            case "_format" -> {
                if (!FORMATS.contains(pair.value())) {
                    throw new RefusedException(Refusal.FORMAT_NOT_ALLOWED);
                }
                yield true;
            }
            case "_pretty" -> {
                if (!pair.value().equals("true") && !pair.value().equals("false")) {
                    throw new RefusedException(Refusal.QUERY_NOT_ALLOWED);
                }
                yield true;
            }
            default -> false;
        };
    }

    /** No chains, modifiers, includes, result controls or lists of values: each of them could look past what is searched. */
    private static void searched(Pair pair) throws RefusedException {
        boolean key = pair.key().equals("_id")
                || (!pair.key().isEmpty()
                        && pair.key().chars().allMatch(value -> (value >= 'a' && value <= 'z') || value == '-'));
        boolean value = !pair.value().isEmpty()
                && pair.value().length() <= MAX_VALUE_LENGTH
                && pair.value().chars().allMatch(QueryRules::valueByte);
        if (!key || !value) {
            throw new RefusedException(Refusal.SEARCH_NOT_ALLOWED);
        }
    }

    private static boolean valueByte(int value) {
        return (value >= 'A' && value <= 'Z')
                || (value >= 'a' && value <= 'z')
                || (value >= '0' && value <= '9')
                || "-._/:|".indexOf(value) >= 0;
    }
}
