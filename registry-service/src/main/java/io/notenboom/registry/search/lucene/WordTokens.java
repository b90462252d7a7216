// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;

/**
 * Words of a text in the form for one field: whole, their beginnings, their trigrams, or how they sound. Words are taken apart
 * once for all forms. Parts of one word stand at one place, so that the length of a field is its number of words.
 */
final class WordTokens extends TokenStream {

    /** Longest beginning that is indexed. */
    static final int LONGEST_EDGE = 12;

    /** Length of the parts that find a word within another. */
    static final int GRAM = 3;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final List<List<String>> parts;
    private int word;
    private int part;

    WordTokens(Fields.Form form, List<String> words) {
        List<List<String>> found = new ArrayList<>(words.size());
        for (String each : words) {
            found.add(parts(form, each));
        }
        this.parts = found;
    }

    /** What one word is looked for by in a form. */
    static List<String> parts(Fields.Form form, String word) {
        return switch (form) {
            case WORDS -> List.of(word);
            case EDGE -> beginnings(word);
            case INFIX -> grams(word);
            case PHONETIC -> {
                String sound = NameAnalyzer.sound(word);
                yield sound.isEmpty() ? List.of() : List.of(sound);
            }
        };
    }

    private static List<String> beginnings(String word) {
        List<String> beginnings = new ArrayList<>(LONGEST_EDGE);
        for (int length = 1; length <= Math.min(word.length(), LONGEST_EDGE); length++) {
            beginnings.add(word.substring(0, length));
        }
        return beginnings;
    }

    private static List<String> grams(String word) {
        List<String> grams = new ArrayList<>();
        for (int i = 0; i + GRAM <= word.length(); i++) {
            grams.add(word.substring(i, i + GRAM));
        }
        return grams;
    }

    @Override
    public boolean incrementToken() {
        clearAttributes();
        while (word < parts.size()) {
            List<String> current = parts.get(word);
            if (part < current.size()) {
                term.append(current.get(part));
                increment.setPositionIncrement(part == 0 ? 1 : 0);
                part++;
                return true;
            }
            word++;
            part = 0;
        }
        return false;
    }

    @Override
    public void reset() {
        word = 0;
        part = 0;
    }
}
