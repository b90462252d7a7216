// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.lucene.MisspeltQuery.Misspelling;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/**
 * The ways in which one word of a query is looked for; the best one counts. One or two letters as a beginning only; from
 * three on also as a word spelled differently (one error in 4 or 5 letters, two in 6 or more, never in the first), by its
 * sound and within other words. The weights lie so far apart that a better kind of match always wins, however long the name.
 */
final class WordForms {

    private static final float EXACT = 14;
    private static final float JOINED = 12.5f;
    private static final float ABBREVIATED = 11.2f;
    private static final float PREFIX = 11;
    private static final float FUZZY = 9.8f;
    private static final float PHONETIC = 5.8f;
    private static final float INFIX = 5;
    private static final float CITY_WEIGHT = 0.6f;

    private static final int SHORT = 2;
    private static final int FIRST_EDIT = 4;
    private static final int SECOND_EDIT = 6;
    private static final int LONGEST_KNOWN_PART = 8;
    private static final double INFIX_SHARE = 0.6;

    private WordForms() {}

    /** Edits that are tolerated in a word. */
    static int edits(String word) {
        return word.length() >= SECOND_EDIT ? 2 : word.length() >= FIRST_EDIT ? 1 : 0;
    }

    /** Shortest word that is looked for in other ways than as a beginning. */
    static boolean isShort(String word) {
        return word.length() <= SHORT;
    }

    /**
     * A word in the name or the town, spelled as it is there; {@code joined} is what it may be together with its neighbours.
     */
    static Query asWritten(String word, List<String> joined) {
        return best(written(word, joined));
    }

    /**
     * A word in the name or the town in any way.
     *
     * @param known whether so many names have it that it is spelled as it was meant; then it is not looked for with other
     *     letters, nor, if it is long, within longer ones, because its parts are in too many names
     * @param mostEdits at most so many other letters; with 0 it is not looked for within longer ones either
     */
    static Query anyhow(String word, List<String> joined, boolean known, int mostEdits) {
        List<Query> forms = written(word, joined);
        if (!isShort(word)) {
            int edits = known ? 0 : Math.min(mostEdits, edits(word));
            Misspelling misspelling = new Misspelling(word);
            forms.addAll(misspelt(Fields.NAME, misspelling, edits));
            if (mostEdits > 0 && (!known || word.length() <= LONGEST_KNOWN_PART)) {
                forms.add(within(Fields.NAME, word));
            }
            forms.add(inCity(misspelt(Fields.CITY, misspelling, Math.min(1, edits))));
        }
        return best(forms);
    }

    /** A word of a town in any way. */
    static Query inCityOnly(String word) {
        List<Query> forms = plain(Fields.CITY, word);
        if (!isShort(word)) {
            forms.addAll(misspelt(Fields.CITY, new Misspelling(word), edits(word)));
            forms.add(within(Fields.CITY, word));
        }
        return best(forms);
    }

    private static List<Query> written(String word, List<String> joined) {
        List<Query> forms = plain(Fields.NAME, word);
        joined.forEach(whole -> forms.add(weighted(Fields.NAME, whole, JOINED)));
        forms.add(weighted(Fields.NAME_JOINED, word, JOINED));
        forms.add(weighted(Fields.NAME_INITIALS, word, ABBREVIATED));
        NameWords.written(word).forEach(whole -> forms.add(weighted(Fields.NAME, whole, ABBREVIATED)));
        forms.add(inCity(plain(Fields.CITY, word)));
        return forms;
    }

    private static List<Query> plain(String text, String word) {
        List<Query> forms = new ArrayList<>();
        forms.add(beginning(text, word));
        if (!isShort(word)) {
            forms.add(weighted(text, word, EXACT));
        }
        return forms;
    }

    private static List<Query> misspelt(String text, Misspelling misspelling, int edits) {
        List<Query> forms = new ArrayList<>();
        if (edits > 0) {
            forms.add(new BoostQuery(new MisspeltQuery(Fields.Form.WORDS.of(text), misspelling, edits), FUZZY));
        }
        WordTokens.parts(Fields.Form.PHONETIC, misspelling.word())
                .forEach(sound -> forms.add(weighted(Fields.Form.PHONETIC.of(text), sound, PHONETIC)));
        return forms;
    }

    private static Query inCity(List<Query> forms) {
        return new BoostQuery(best(forms), CITY_WEIGHT);
    }

    private static Query beginning(String text, String word) {
        return word.length() <= WordTokens.LONGEST_EDGE
                ? weighted(Fields.Form.EDGE.of(text), word, PREFIX)
                : new BoostQuery(new PrefixQuery(new Term(Fields.Form.WORDS.of(text), word)), PREFIX);
    }

    private static Query within(String text, String word) {
        BooleanQuery.Builder parts = new BooleanQuery.Builder();
        List<String> grams = WordTokens.parts(Fields.Form.INFIX, word);
        grams.forEach(
                gram -> parts.add(weighted(Fields.Form.INFIX.of(text), gram, INFIX / grams.size()), Occur.SHOULD));
        parts.setMinimumNumberShouldMatch((int) Math.ceil(grams.size() * INFIX_SHARE));
        return parts.build();
    }

    private static Query weighted(String field, String text, float weight) {
        return new BoostQuery(new TermQuery(new Term(field, text)), weight);
    }

    private static Query best(List<Query> forms) {
        return new DisjunctionMaxQuery(forms, 0);
    }
}
