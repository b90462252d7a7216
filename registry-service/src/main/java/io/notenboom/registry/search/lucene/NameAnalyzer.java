// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.language.ColognePhonetic;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.LengthFilter;
import org.apache.lucene.analysis.ngram.EdgeNGramTokenFilter;
import org.apache.lucene.analysis.ngram.NGramTokenFilter;
import org.apache.lucene.analysis.phonetic.PhoneticFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/**
 * Words of Dutch names: split at word boundaries, in lower case, without accents; no stemming and no stop words. In the form
 * for one field: whole, their beginnings, their trigrams, or how they sound.
 */
final class NameAnalyzer extends Analyzer {

    /** Longest beginning that is indexed. */
    static final int LONGEST_EDGE = 12;

    /** Length of the parts that find a word within another. */
    static final int GRAM = 3;

    /** Shortest word of which the sound is worth something. */
    static final int SHORTEST_SOUND = 4;

    private static final int LONGEST_WORD = 255;

    private final Fields.Form form;

    /** A word of a text and where it stands. */
    record Word(String text, int start, int end) {}

    NameAnalyzer(Fields.Form form) {
        this.form = form;
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer tokenizer = new StandardTokenizer();
        TokenStream words = new ASCIIFoldingFilter(new LowerCaseFilter(tokenizer));
        TokenStream result =
                switch (form) {
                    case WORDS -> words;
                    case EDGE -> new EdgeNGramTokenFilter(words, 1, LONGEST_EDGE, false);
                    case INFIX -> new NGramTokenFilter(words, GRAM, GRAM, false);
                    case PHONETIC ->
                        new PhoneticFilter(
                                new LengthFilter(words, SHORTEST_SOUND, LONGEST_WORD), new ColognePhonetic(), false);
                };
        return new TokenStreamComponents(tokenizer, result);
    }

    /** The words of a text in this form. */
    List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        try (TokenStream stream = tokenStream("", text)) {
            CharTermAttribute term = stream.addAttribute(CharTermAttribute.class);
            OffsetAttribute offset = stream.addAttribute(OffsetAttribute.class);
            stream.reset();
            while (stream.incrementToken()) {
                words.add(new Word(term.toString(), offset.startOffset(), offset.endOffset()));
            }
            stream.end();
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text in memory can be read", impossible);
        }
        return words;
    }
}
