// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * From the words of a query to a Lucene query. A word of one or two letters is looked for as a beginning only; a longer one
 * also as a word spelled differently (one error in 4 or 5 letters, two in 6 or more, never in the first), by its sound and
 * within other words. Three words of four have to be found; words that nearly every name has do not count.
 */
final class QueryPlan {

    /** Most words of a query that are looked at. */
    static final int MAX_WORDS = 10;

    private static final Set<String> COMMON =
            Set.of("stichting", "de", "het", "een", "van", "voor", "en", "der", "den", "te", "in", "bv", "b.v", "nv");

    private static final int SHORT = 2;
    private static final int NEXT_EDITS = 6;
    private static final int FIRST_EDITS = 4;
    private static final int MAX_EXPANSIONS = 50;
    private static final double INFIX_SHARE = 0.6;
    private static final double WORDS_SHARE = 0.75;
    private static final float TIE_BREAKER = 0.1f;
    private static final float COMMON_WEIGHT = 0.1f;
    private static final float CITY_WEIGHT = 0.5f;

    private final NameAnalyzer words = new NameAnalyzer(Fields.Form.WORDS);
    private final NameAnalyzer sounds = new NameAnalyzer(Fields.Form.PHONETIC);
    private final NameAnalyzer grams = new NameAnalyzer(Fields.Form.INFIX);

    /** Edits that are tolerated in a word. */
    static int edits(String word) {
        return word.length() >= NEXT_EDITS ? 2 : word.length() >= FIRST_EDITS ? 1 : 0;
    }

    /** The words of a text as they are looked for. */
    List<String> words(String text) {
        return words.words(text).stream()
                .map(NameAnalyzer.Word::text)
                .limit(MAX_WORDS)
                .toList();
    }

    Query of(SearchQuery query) {
        BooleanQuery.Builder result = new BooleanQuery.Builder();
        List<String> texts = words(query.text());
        if (texts.isEmpty()) {
            return new MatchNoDocsQuery();
        }
        result.add(allWords(texts), Occur.MUST);
        result.add(
                new BoostQuery(
                        new ConstantScoreQuery(new TermQuery(new Term(Fields.WHOLE_NAME, String.join(" ", texts)))),
                        10),
                Occur.SHOULD);
        String city = query.city();
        if (city != null) {
            words(city).forEach(word -> result.add(anyForm(Fields.CITY, word), Occur.FILTER));
        }
        filter(result, Fields.ENDPOINT_TYPE, query.endpointType());
        filter(result, Fields.VENDOR, query.vendor());
        return result.build();
    }

    private static void filter(BooleanQuery.Builder result, String field, @Nullable String value) {
        if (value != null) {
            result.add(new TermQuery(new Term(field, value)), Occur.FILTER);
        }
    }

    private Query allWords(List<String> texts) {
        List<String> telling =
                texts.stream().filter(word -> !COMMON.contains(word)).toList();
        List<String> counted = telling.isEmpty() ? texts : telling;
        BooleanQuery.Builder needed = new BooleanQuery.Builder();
        counted.forEach(word -> needed.add(nameOrCity(word), Occur.SHOULD));
        needed.setMinimumNumberShouldMatch(
                counted.size() <= 2 ? counted.size() : (int) Math.floor(counted.size() * WORDS_SHARE));
        BooleanQuery.Builder result = new BooleanQuery.Builder();
        result.add(needed.build(), Occur.MUST);
        if (!telling.isEmpty()) {
            texts.stream()
                    .filter(COMMON::contains)
                    .forEach(word -> result.add(new BoostQuery(term(Fields.NAME, word), COMMON_WEIGHT), Occur.SHOULD));
        }
        return result.build();
    }

    private Query nameOrCity(String word) {
        return new DisjunctionMaxQuery(
                List.of(anyForm(Fields.NAME, word), new BoostQuery(anyForm(Fields.CITY, word), CITY_WEIGHT)),
                TIE_BREAKER);
    }

    private Query anyForm(String text, String word) {
        List<Query> forms = new ArrayList<>();
        forms.add(new BoostQuery(term(text, word), 4));
        forms.add(new BoostQuery(beginning(text, word), 2));
        if (word.length() > SHORT) {
            int edits = edits(word);
            if (edits > 0) {
                Term term = new Term(Fields.Form.WORDS.of(text), word);
                forms.add(new FuzzyQuery(term, edits, 1, MAX_EXPANSIONS, true));
            }
            sounds.words(word).stream()
                    .filter(sound -> sound.text().length() > 1)
                    .forEach(sound -> forms.add(new BoostQuery(
                            new TermQuery(new Term(Fields.Form.PHONETIC.of(text), sound.text())), 0.5f)));
            forms.add(new BoostQuery(within(text, word), 0.5f));
        }
        return new DisjunctionMaxQuery(forms, TIE_BREAKER);
    }

    private static Query term(String text, String word) {
        return new TermQuery(new Term(Fields.Form.WORDS.of(text), word));
    }

    private static Query beginning(String text, String word) {
        return word.length() <= NameAnalyzer.LONGEST_EDGE
                ? new TermQuery(new Term(Fields.Form.EDGE.of(text), word))
                : new PrefixQuery(new Term(Fields.Form.WORDS.of(text), word));
    }

    private Query within(String text, String word) {
        BooleanQuery.Builder parts = new BooleanQuery.Builder();
        List<NameAnalyzer.Word> found = grams.words(word);
        found.forEach(
                part -> parts.add(new TermQuery(new Term(Fields.Form.INFIX.of(text), part.text())), Occur.SHOULD));
        parts.setMinimumNumberShouldMatch(Math.max(1, (int) Math.ceil(found.size() * INFIX_SHARE)));
        return parts.build();
    }
}
