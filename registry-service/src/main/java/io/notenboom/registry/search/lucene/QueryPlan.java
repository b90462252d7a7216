// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.Place;
import io.notenboom.registry.search.SearchFilter;
import io.notenboom.registry.search.SearchQuery;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.jspecify.annotations.Nullable;

/**
 * From a query to Lucene queries. All words have to be found as they are written, or else three of four in any way; words that
 * nearly every name has do not count, but add a little. A whole name comes before everything but an identifier. Of equally
 * good hits those near the caller come first, by a weight that is smaller than any difference between words.
 */
final class QueryPlan {

    /** Most words of a query that are looked at. */
    static final int MAX_WORDS = 10;

    /** From so many words on each may have one other letter: the others tell enough, and two letters take their time. */
    private static final int MANY_WORDS = 3;

    private static final double WORDS_SHARE = 0.75;
    private static final float WHOLE_WEIGHT = 20;
    private static final float IDENTIFIER_WEIGHT = 1_000;
    private static final float COMMON_WEIGHT = 0.5f;
    private static final float SAME_CITY_WEIGHT = 0.004f;
    private static final float SAME_PROVINCE_WEIGHT = 0.002f;

    private final NameAnalyzer words = new NameAnalyzer();

    /** The words of a text as they are looked for. */
    List<String> words(String text) {
        return allWords(text).stream().limit(MAX_WORDS).toList();
    }

    /** All words of a text. */
    List<String> allWords(String text) {
        return words.words(text).stream().map(NameAnalyzer.Word::text).toList();
    }

    /** A name as one text, to compare whole names. */
    String whole(String text) {
        return String.join(" ", allWords(text));
    }

    /**
     * A query in two steps that share no document. The words of the first are all spelled as they are in the document; it
     * comes first and takes little time. The second finds what differs in spelling.
     *
     * @param strict every word that counts is there as it is written
     * @param lenient the others
     */
    record Steps(Query strict, Query lenient) {}

    /** What the index knows of spelling. */
    interface Spelling {

        /** Whether a word is in so many names that nobody misspelt it. */
        boolean isKnown(String word);

        /** Whether this is the whole name of somebody; so it was meant as it is spelled. */
        boolean isName(String whole);
    }

    /** @param spelling tells where other letters need not be looked for, which takes the most time */
    Steps of(SearchQuery query, Instant at, Spelling spelling) {
        List<String> texts = words(query.text());
        List<String> cities =
                query.filter().city() == null ? List.of() : words(query.filter().city());
        if (texts.isEmpty() || (query.filter().city() != null && cities.isEmpty())) {
            return new Steps(new MatchNoDocsQuery(), new MatchNoDocsQuery());
        }
        Query strictNames = query.exact() ? wholeName(query.text()) : strict(query.text(), texts);
        BooleanQuery.Builder strict = filtered(query, at, cities).add(strictNames, Occur.MUST);
        if (query.exact()) {
            return new Steps(strict.build(), new MatchNoDocsQuery());
        }
        BooleanQuery.Builder lenient = filtered(query, at, cities)
                .add(lenient(texts, spelling, mostEdits(query.text(), texts, spelling)), Occur.MUST);
        lenient.add(strictNames, Occur.MUST_NOT);
        return new Steps(strict.build(), lenient.build());
    }

    private BooleanQuery.Builder filtered(SearchQuery query, Instant at, List<String> cities) {
        SearchFilter filter = query.filter();
        BooleanQuery.Builder result = new BooleanQuery.Builder();
        cities.forEach(word -> result.add(WordForms.inCityOnly(word), Occur.FILTER));
        if (filter.vendor() != null) {
            result.add(term(Fields.VENDOR, filter.vendor()), Occur.FILTER);
        }
        if (filter.endpointType() != null) {
            result.add(new InForceQuery(Fields.inForce(filter.endpointType()), at), Occur.FILTER);
        }
        result.add(new InForceQuery(Fields.IN_FORCE, at), Occur.FILTER);
        near(result, query.near());
        return result;
    }

    private Query wholeName(String text) {
        return constant(Fields.WHOLE_NAME, whole(text), WHOLE_WEIGHT);
    }

    private Query strict(String text, List<String> texts) {
        BooleanQuery.Builder named = new BooleanQuery.Builder();
        for (int i = 0; i < texts.size(); i++) {
            String word = texts.get(i);
            if (counts(word, texts)) {
                named.add(WordForms.asWritten(word, joined(texts, i)), Occur.MUST);
            } else {
                named.add(welcome(word), Occur.SHOULD);
            }
        }
        named.add(wholeName(text), Occur.SHOULD);
        String identifier = text.strip().toLowerCase(Locale.ROOT);
        return new DisjunctionMaxQuery(
                List.of(
                        named.build(),
                        constant(Fields.IDENTIFIER, identifier, IDENTIFIER_WEIGHT),
                        constant(Fields.ORGANISATION, identifier, IDENTIFIER_WEIGHT)),
                0);
    }

    private int mostEdits(String text, List<String> texts, Spelling spelling) {
        if (texts.size() > 1 && spelling.isName(whole(text))) {
            return 0;
        }
        return counted(texts) < MANY_WORDS ? 2 : 1;
    }

    private static long counted(List<String> texts) {
        return texts.stream().filter(word -> counts(word, texts)).count();
    }

    private static Query lenient(List<String> texts, Spelling spelling, int mostEdits) {
        BooleanQuery.Builder enough = new BooleanQuery.Builder();
        BooleanQuery.Builder result = new BooleanQuery.Builder();
        long counted = counted(texts);
        for (int i = 0; i < texts.size(); i++) {
            String word = texts.get(i);
            if (counts(word, texts)) {
                enough.add(WordForms.anyhow(word, joined(texts, i), spelling.isKnown(word), mostEdits), Occur.SHOULD);
            } else {
                result.add(welcome(word), Occur.SHOULD);
            }
        }
        enough.setMinimumNumberShouldMatch((int) (counted <= 2 ? counted : Math.floor(counted * WORDS_SHARE)));
        return result.add(enough.build(), Occur.MUST).build();
    }

    /** Whether a word has to be found, or only adds a little. */
    private static boolean counts(String word, List<String> texts) {
        return !NameWords.isCommon(word) || texts.stream().allMatch(NameWords::isCommon);
    }

    private static Query welcome(String word) {
        return new BoostQuery(term(Fields.NAME, word), COMMON_WEIGHT);
    }

    /** A word together with the one before and the one behind it. */
    private static List<String> joined(List<String> texts, int i) {
        return NameWords.joined(texts.subList(Math.max(0, i - 1), Math.min(texts.size(), i + 2)));
    }

    private void near(BooleanQuery.Builder result, @Nullable Place place) {
        if (place == null) {
            return;
        }
        if (place.city() != null) {
            result.add(constant(Fields.WHOLE_CITY, whole(place.city()), SAME_CITY_WEIGHT), Occur.SHOULD);
        }
        result.add(constant(Fields.PROVINCE, whole(place.province()), SAME_PROVINCE_WEIGHT), Occur.SHOULD);
    }

    private static Query term(String field, String text) {
        return new TermQuery(new Term(field, text));
    }

    private static Query constant(String field, String text, float weight) {
        return new BoostQuery(new ConstantScoreQuery(term(field, text)), weight);
    }
}
