// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.HashSet;
import java.util.Set;

/** The query part of the grammar: {@code _format} and {@code _pretty}, each at most once, on reads only. */
final class QueryRules {

    private static final Set<String> FORMATS = Set.of(
            "json", "xml", "application/json", "application/xml", "application/fhir+json", "application/fhir+xml");

    private QueryRules() {}

    /** Refuses parameters that are dangerous wherever they stand. */
    static void refuseHidden(String query) throws RefusedException {
        for (String pair : query.split("&", -1)) {
            String key = key(pair);
            if (key.equals("access_token")) {
                throw new RefusedException(Refusal.TOKEN_IN_QUERY);
            }
            if (key.equals("_method")) {
                throw new RefusedException(Refusal.METHOD_OVERRIDE);
            }
        }
    }

    /** Checks the query of a form that the grammar has. */
    static void check(String query, Interaction interaction) throws RefusedException {
        if (query.isEmpty()) {
            return;
        }
        String[] pairs = query.split("&", -1);
        boolean reads = interaction == Interaction.READ || interaction == Interaction.DOCUMENT;
        if (!reads || pairs.length > RequestGrammar.MAX_QUERY_PAIRS) {
            throw new RefusedException(Refusal.QUERY_NOT_ALLOWED);
        }
        Set<String> seen = new HashSet<>();
        for (String pair : pairs) {
            if (!seen.add(key(pair))) {
                throw new RefusedException(Refusal.DUPLICATE_PARAMETER);
            }
            checkPair(pair);
        }
    }

    private static void checkPair(String pair) throws RefusedException {
        String key = key(pair);
        String value = pair.substring(Math.min(pair.length(), key.length() + 1));
        switch (key) {
            case "_format" -> {
                if (!FORMATS.contains(value)) {
                    throw new RefusedException(Refusal.FORMAT_NOT_ALLOWED);
                }
            }
            case "_pretty" -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw new RefusedException(Refusal.QUERY_NOT_ALLOWED);
                }
            }
            default -> throw new RefusedException(Refusal.QUERY_NOT_ALLOWED);
        }
    }

    private static String key(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }
}
