// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.util.HashMap;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.automaton.CompiledAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;

/**
 * One word of a query, and which words are like it but for some letters: left out, added, changed or swapped with the next.
 * The first letter is never another. Its automata take more time than finding words with them, so each is made once for all
 * fields, and over bytes: a word of ASCII letters, as nearly all are after accents were taken off, is compared with such words
 * only. For one thread.
 */
final class Misspelling {

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
