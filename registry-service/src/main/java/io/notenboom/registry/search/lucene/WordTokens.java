// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.BytesTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.util.BytesRef;

/**
 * Words of a text in the form for one field: whole, their beginnings, their trigrams, or how they sound. Parts of one word stand
 * at one place, so that the length of a field is its number of words. Serves one text after another.
 */
final class WordTokens extends TokenStream {

    /** Longest beginning that is indexed. */
    static final int LONGEST_EDGE = 12;

    /** Length of the parts that find a word within another. */
    static final int GRAM = 3;

    private final BytesTermAttribute term = addAttribute(BytesTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);
    private final Fields.Form form;
    private List<Parts> words = List.of();
    private int word;
    private int part;

    WordTokens(Fields.Form form) {
        this.form = form;
    }

    /** Goes on with another text. */
    void begin(List<Parts> text) {
        words = text;
    }

    /** What one word is indexed by in every form. */
    static final class Parts {

        private final BytesRef[][] forms = new BytesRef[Fields.Form.values().length][];

        Parts(String word) {
            for (Fields.Form form : Fields.Form.values()) {
                forms[form.ordinal()] =
                        parts(form, word).stream().map(BytesRef::new).toArray(BytesRef[]::new);
            }
        }

        BytesRef[] of(Fields.Form form) {
            return forms[form.ordinal()];
        }
    }

    /** Parts of the words that came last: most words of names come again and again. Not safe for many threads. */
    static final class Vocabulary {

        private final int most;
        private final Map<String, Parts> known = new HashMap<>();

        /** @param most words that are kept; then it begins anew */
        Vocabulary(int most) {
            this.most = most;
        }

        List<Parts> parts(List<String> text) {
            List<Parts> parts = new ArrayList<>(text.size());
            for (String word : text) {
                parts.add(parts(word));
            }
            return parts;
        }

        private Parts parts(String word) {
            Parts found = known.get(word);
            if (found == null) {
                if (known.size() == most) {
                    known.clear();
                }
                found = new Parts(word);
                known.put(word, found);
            }
            return found;
        }
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
        while (word < words.size()) {
            BytesRef[] current = words.get(word).of(form);
            if (part < current.length) {
                term.setBytesRef(current[part]);
                increment.setPositionIncrement(part == 0 ? 1 : 0);
                part++;
                return true;
            }
            word++;
            part = 0;
        }
        return false;
    }

    /** Sets only what {@link #incrementToken} sets: there is nothing else. */
    @Override
    public void end() {
        increment.setPositionIncrement(0);
    }

    @Override
    public void reset() {
        word = 0;
        part = 0;
    }
}
