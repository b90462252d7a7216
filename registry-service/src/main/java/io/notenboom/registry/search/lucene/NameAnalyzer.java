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
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;

/** Words of Dutch names: split at word boundaries, in lower case, without accents; no stemming and no stop words. */
final class NameAnalyzer extends Analyzer {

    /** Shortest word of which the sound is worth something. */
    static final int SHORTEST_SOUND = 4;

    private static final ColognePhonetic PHONETIC = new ColognePhonetic();

    /** A word of a text and where it stands. */
    record Word(String text, int start, int end) {}

    /** How a word sounds (Cologne phonetics), in digits; without any that are worth comparing, empty. */
    static String sound(String word) {
        String sound = word.length() < SHORTEST_SOUND ? "" : PHONETIC.colognePhonetic(word);
        return sound.length() > 1 ? sound : "";
    }

    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
        Tokenizer tokenizer = new StandardTokenizer();
        return new TokenStreamComponents(tokenizer, new ASCIIFoldingFilter(new LowerCaseFilter(tokenizer)));
    }

    /** The words of a text. */
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
