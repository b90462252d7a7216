// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.search.lucene.MisspeltQuery.Misspelling;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisspeltQueryTest {

    @ParameterizedTest
    @CsvSource({
        "avondrust, avondrust, 0",
        "avondrust, avonrust, 1",
        "avondrust, avondruust, 1",
        "avondrust, avundrust, 1",
        "avondrust, avodnrust, 1",
        "avondrust, avonrus, 2",
        "avondrust, avodnruts, 2",
        "αβγδεζ, αβγδεζ, 0",
        "αβγδεζ, αβδγεζ, 1",
        "αβγδεζ, αβγδ, 2"
    })
    void acceptsWordsWithOtherLettersAndTellsHowMany(String word, String other, int edits) {
        Misspelling misspelling = new Misspelling(word);
        BytesRef bytes = new BytesRef(other);

        assertThat(misspelling.within(2).runAutomaton.run(bytes.bytes, bytes.offset, bytes.length))
                .isTrue();
        assertThat(misspelling.within(1).runAutomaton.run(bytes.bytes, bytes.offset, bytes.length))
                .isEqualTo(edits < 2);
        assertThat(misspelling.edits(bytes, 2)).isEqualTo(edits);
    }

    @ParameterizedTest
    @CsvSource({"avondrust, bvondrust", "avondrust, avonr", "avondrust, avondrustplus", "αβγδεζ, ββγδεζ", "αβγδεζ, αβγ"
    })
    void refusesAnotherFirstLetterAndThreeOtherLetters(String word, String other) {
        BytesRef bytes = new BytesRef(other);

        assertThat(new Misspelling(word).within(2).runAutomaton.run(bytes.bytes, bytes.offset, bytes.length))
                .isFalse();
    }
}
