// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.jspecify.annotations.Nullable;

/**
 * Documents with a word that differs in some letters from the one that is sought; the fewer of its letters differ, the more a
 * word counts. Does what Lucene's FuzzyQuery does, with the automata of a {@link Misspelling} that several fields share.
 */
final class MisspeltQuery extends MultiTermQuery {

    /** Most words that are looked for in place of one. */
    private static final int MAX_WORDS = 50;

    private final Misspelling misspelling;
    private final int edits;

    /** @param edits most letters that differ, 1 or 2 */
    MisspeltQuery(String field, Misspelling misspelling, int edits) {
        super(field, new TopTermsBlendedFreqScoringRewrite(MAX_WORDS));
        this.misspelling = misspelling;
        this.edits = edits;
    }

    /**
     * One word of a query, and which words are like it but for some letters: left out, added, changed or swapped with the next.
     * The first letter is never another. Its automata take more time than finding words with them, so each is made once for all
     * fields, and over bytes: a word of ASCII letters, as nearly all are after accents were taken off, is compared with such words
     * only. For one thread.
     */
    static final class Misspelling {

        private static final int PREFIX = 1;
        private static final int ASCII = 0x7F;

        private final String word;
        private final BytesRef bytes;
        private final boolean ascii;
        private final Map<Integer, CompiledAutomaton> byEdits = new HashMap<>();

        /** @param word at least two characters, as words are in the index */
        Misspelling(String word) {
            this.word = word;
            this.bytes = new BytesRef(word);
            this.ascii = word.chars().allMatch(letter -> letter <= ASCII);
        }

        /** The word. */
        String word() {
            return word;
        }

        /** Accepts the words that differ in at most so many letters, 1 or 2, as they are in the index. */
        CompiledAutomaton within(int edits) {
            return byEdits.computeIfAbsent(edits, this::automaton);
        }

        /** How many letters differ in a word that {@link #within} accepts for {@code most}. */
        int edits(BytesRef other, int most) {
            if (other.bytesEquals(bytes)) {
                return 0;
            }
            return most == 1 || within(1).runAutomaton.run(other.bytes, other.offset, other.length) ? 1 : most;
        }

        private CompiledAutomaton automaton(int edits) {
            int prefix = word.offsetByCodePoints(0, PREFIX);
            int[] rest = word.substring(prefix).codePoints().toArray();
            int highest = ascii ? ASCII : Character.MAX_CODE_POINT;
            return new CompiledAutomaton(
                    new LevenshteinAutomata(rest, highest, true).toAutomaton(edits, word.substring(0, prefix)),
                    true,
                    false,
                    ascii);
        }
    }

    @Override
    protected TermsEnum getTermsEnum(Terms terms, AttributeSource attributes) throws IOException {
        return new Words(misspelling.within(edits).getTermsEnum(terms));
    }

    private final class Words extends FilteredTermsEnum {

        private final BoostAttribute boost;

        Words(TermsEnum accepted) {
            super(accepted, false);
            this.boost = attributes().addAttribute(BoostAttribute.class);
        }

        @Override
        protected AcceptStatus accept(BytesRef word) {
            boost.setBoost(1 - (float) misspelling.edits(word, edits) / shorter(word));
            return AcceptStatus.YES;
        }

        private int shorter(BytesRef other) {
            return Math.min(misspelling.word().length(), other.utf8ToString().length());
        }
    }

    @Override
    public void visit(QueryVisitor visitor) {
        if (visitor.acceptField(getField())) {
            misspelling.within(edits).visit(visitor, this, getField());
        }
    }

    @Override
    public String toString(String defaultField) {
        return getField() + ":" + misspelling.word() + "~" + edits;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return super.equals(other)
                && other instanceof MisspeltQuery that
                && misspelling.word().equals(that.misspelling.word())
                && edits == that.edits;
    }

    @Override
    public int hashCode() {
        return 31 * super.hashCode() + 31 * misspelling.word().hashCode() + edits;
    }
}
