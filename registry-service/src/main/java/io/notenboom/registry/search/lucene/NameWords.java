// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What words of names mean beyond their letters: which tell nothing, which stand for others, how they are put together. */
final class NameWords {

    private static final Set<String> COMMON = Set.of(
            "stichting",
            "vereniging",
            "cooperatie",
            "cooperatieve",
            "maatschap",
            "vof",
            "v.o.f",
            "bv",
            "b.v",
            "nv",
            "n.v",
            "ua",
            "u.a",
            "holding",
            "de",
            "het",
            "een",
            "van",
            "voor",
            "en",
            "der",
            "den",
            "te",
            "in",
            "bij",
            "op",
            "aan",
            "t",
            "s");

    private static final Map<String, List<String>> ABBREVIATIONS = Map.of(
            "st", List.of("sint", "stichting"),
            "sint", List.of("st"),
            "zkh", List.of("ziekenhuis"),
            "vph", List.of("verpleeghuis"),
            "vzh", List.of("verzorgingshuis"),
            "gzc", List.of("gezondheidscentrum"),
            "hap", List.of("huisartsenpost"),
            "mc", List.of("medisch"),
            "prof", List.of("professor"),
            "dr", List.of("dokter", "doctor"));

    /** Towns with two names; by the words of the one, the other. */
    private static final Map<String, String> OTHER_TOWN_NAMES = Map.of(
            "s hertogenbosch", "den bosch",
            "den bosch", "s hertogenbosch",
            "s gravenhage", "den haag",
            "den haag", "s gravenhage");

    private static final int SHORTEST_INITIALS = 3;
    private static final int LONGEST_INITIALS = 6;

    private NameWords() {}

    /** Whether a word is in so many names that it tells nothing: legal forms, articles, prepositions. */
    static boolean isCommon(String word) {
        return COMMON.contains(word);
    }

    /** What a word may be short for. */
    static List<String> written(String word) {
        return ABBREVIATIONS.getOrDefault(word, List.of());
    }

    /** The other name of a town, or nothing. */
    static String otherTownName(List<String> words) {
        return OTHER_TOWN_NAMES.getOrDefault(String.join(" ", words), "");
    }

    /** Every two neighbouring words as one: "huisartsen praktijk" is found by "huisartsenpraktijk". */
    static List<String> joined(List<String> words) {
        List<String> joined = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            joined.add(words.get(i) + words.get(i + 1));
        }
        return joined;
    }

    /** First letters of every few neighbouring words: "Jeroen Bosch Ziekenhuis" is found by "jbz". */
    static List<String> initials(List<String> words) {
        StringBuilder all = new StringBuilder();
        words.stream().filter(word -> !isCommon(word)).forEach(word -> all.append(word.charAt(0)));
        List<String> initials = new ArrayList<>();
        for (int from = 0; from < all.length(); from++) {
            for (int length = SHORTEST_INITIALS;
                    length <= LONGEST_INITIALS && from + length <= all.length();
                    length++) {
                initials.add(all.substring(from, from + length));
            }
        }
        return initials;
    }
}
