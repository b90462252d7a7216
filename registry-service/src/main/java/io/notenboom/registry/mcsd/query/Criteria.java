// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.query;

import io.notenboom.registry.mcsd.Entry;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Makes a condition of one parameter of a search: its values, parted by commas, are alternatives. */
final class Criteria {

    private static final int MAX_VALUES = 100;

    private Criteria() {}

    /**
     * A condition.
     *
     * @param name name of the parameter, with a modifier behind a colon
     * @throws InvalidSearchException for a modifier or value that cannot be understood
     */
    static Predicate<Entry> of(String name, String modifier, Match match, String text) {
        List<String> values = values(text);
        if (values.isEmpty() || values.size() > MAX_VALUES) {
            throw new InvalidSearchException("give " + name + " 1 to " + MAX_VALUES + " values");
        }
        return switch (match) {
            case Match.Token token -> {
                refuse(name, modifier);
                yield entry -> token.values().apply(entry).stream()
                        .anyMatch(coded -> values.stream().anyMatch(value -> matches(coded, value)));
            }
            case Match.Text strings -> texts(name, modifier, strings, values);
            case Match.Reference reference -> {
                refuse(name, modifier);
                yield entry -> reference.values().apply(entry).stream()
                        .anyMatch(found -> values.stream().anyMatch(value -> refers(found, value)));
            }
            case Match.Time time -> {
                refuse(name, modifier);
                List<TimeCondition> conditions = values.stream()
                        .map(value -> TimeCondition.of(name, value))
                        .toList();
                yield entry -> time.values().apply(entry).stream()
                        .anyMatch(span -> conditions.stream().anyMatch(condition -> condition.holds(span)));
            }
        };
    }

    private static Predicate<Entry> texts(String name, String modifier, Match.Text strings, List<String> values) {
        return switch (modifier) {
            case "exact" -> entry -> strings.values().apply(entry).stream().anyMatch(values::contains);
            case "contains" -> entry -> anyPlain(entry, strings, values, false);
            case "" -> entry -> anyPlain(entry, strings, values, true);
            default -> throw new InvalidSearchException(name + " takes the modifiers :exact and :contains");
        };
    }

    private static boolean anyPlain(Entry entry, Match.Text strings, List<String> values, boolean beginning) {
        return strings.values().apply(entry).stream().map(Criteria::plain).anyMatch(found -> values.stream()
                .map(Criteria::plain)
                .anyMatch(value -> beginning ? found.startsWith(value) : found.contains(value)));
    }

    /** Without case and accents. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
    }

    private static void refuse(String name, String modifier) {
        if (!modifier.isEmpty()) {
            throw new InvalidSearchException(name + " takes no modifier");
        }
    }

    private static boolean matches(Match.Coded coded, String value) {
        int bar = value.indexOf('|');
        if (bar < 0) {
            return coded.code().equals(value);
        }
        String system = value.substring(0, bar);
        String code = value.substring(bar + 1);
        return coded.system().equals(system) && (code.isEmpty() || coded.code().equals(code));
    }

    private static boolean refers(String found, String value) {
        return found.equals(value) || found.substring(found.indexOf('/') + 1).equals(value);
    }

    /** Values between commas; a backslash takes the meaning of what follows it. */
    private static List<String> values(String text) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                i++;
                value.append(text.charAt(i));
            } else if (c == ',') {
                add(values, value);
            } else {
                value.append(c);
            }
        }
        add(values, value);
        return values;
    }

    private static void add(List<String> values, StringBuilder value) {
        if (!value.isEmpty()) {
            values.add(value.toString());
            value.setLength(0);
        }
    }
}
