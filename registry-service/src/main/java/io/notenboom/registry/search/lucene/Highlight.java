// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.MatchKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Tells how the words of a query were found in a name, by comparing them once more. */
final class Highlight {

    private final NameAnalyzer analyzer = new NameAnalyzer();

    /** How words were found, and the name with them marked. */
    record Marked(Set<MatchKind> matched, String html) {}

    /**
     * Compares.
     *
     * @param words of the query
     * @param name in which they are marked
     * @param city in which they may have been found as well
     */
    Marked mark(List<String> words, String name, String city) {
        List<NameAnalyzer.Word> nameWords = withPairs(analyzer.words(name));
        List<NameAnalyzer.Word> cityWords = analyzer.words(city);
        Set<MatchKind> matched = EnumSet.noneOf(MatchKind.class);
        TreeMap<Integer, NameAnalyzer.Word> marks = new TreeMap<>();
        for (String word : words) {
            Optional<Found> inName = best(word, nameWords);
            Optional<Found> inCity = best(word, cityWords);
            inName.ifPresent(found -> marks.merge(found.word().start(), found.word(), Highlight::longer));
            Stream.of(inName, inCity)
                    .flatMap(Optional::stream)
                    .map(Found::kind)
                    .min(Comparator.naturalOrder())
                    .ifPresent(matched::add);
        }
        if (matched.isEmpty()) {
            matched.add(MatchKind.INFIX);
        }
        return new Marked(matched, html(name, marks));
    }

    /** The words, then every two neighbours as one. */
    private static List<NameAnalyzer.Word> withPairs(List<NameAnalyzer.Word> words) {
        List<NameAnalyzer.Word> all = new ArrayList<>(words);
        for (int i = 0; i + 1 < words.size(); i++) {
            NameAnalyzer.Word one = words.get(i);
            NameAnalyzer.Word other = words.get(i + 1);
            all.add(new NameAnalyzer.Word(one.text() + other.text(), one.start(), other.end()));
        }
        return all;
    }

    private static NameAnalyzer.Word longer(NameAnalyzer.Word one, NameAnalyzer.Word other) {
        return one.end() >= other.end() ? one : other;
    }

    private record Found(MatchKind kind, NameAnalyzer.Word word) {}

    private Optional<Found> best(String word, List<NameAnalyzer.Word> candidates) {
        for (MatchKind kind : MatchKind.values()) {
            for (NameAnalyzer.Word candidate : candidates) {
                if (matches(kind, word, candidate.text())) {
                    return Optional.of(new Found(kind, candidate));
                }
            }
        }
        return Optional.empty();
    }

    private boolean matches(MatchKind kind, String word, String candidate) {
        return switch (kind) {
            case EXACT -> candidate.equals(word);
            case PREFIX -> candidate.startsWith(word);
            case FUZZY ->
                WordForms.edits(word) > 0
                        && candidate.charAt(0) == word.charAt(0)
                        && Math.abs(candidate.length() - word.length()) <= WordForms.edits(word)
                        && distance(word, candidate) <= WordForms.edits(word);
            case PHONETIC ->
                !NameAnalyzer.sound(word).isEmpty() && NameAnalyzer.sound(word).equals(NameAnalyzer.sound(candidate));
            case INFIX -> word.length() >= WordTokens.GRAM && candidate.contains(word);
        };
    }

    /** Edits from one word to another, where two letters that changed places count as one. */
    private static int distance(String one, String other) {
        int[][] edits = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : cheapest(edits, one, other, i, j);
            }
        }
        return edits[one.length()][other.length()];
    }

    private static int cheapest(int[][] edits, String one, String other, int i, int j) {
        int replaced = edits[i - 1][j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
    }

    private static String html(String name, TreeMap<Integer, NameAnalyzer.Word> marks) {
        StringBuilder html = new StringBuilder();
        int done = 0;
        for (NameAnalyzer.Word word : marks.values()) {
            if (word.start() >= done) {
                html.append(escaped(name.substring(done, word.start())));
                html.append("<em>")
                        .append(escaped(name.substring(word.start(), word.end())))
                        .append("</em>");
                done = word.end();
            }
        }
        return html.append(escaped(name.substring(done))).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
