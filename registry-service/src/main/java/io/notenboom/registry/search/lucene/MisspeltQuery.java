// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.io.IOException;
import org.apache.lucene.index.FilteredTermsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.util.AttributeSource;
import org.apache.lucene.util.BytesRef;
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
