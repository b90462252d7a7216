// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @Test
    void sortsNamesByUtf16CodeUnits() {
        assertThat(CanonicalJson.text(StrictJson.parse("{\"b\":1,\"a\":{\"d\":2,\"c\":\"\\u20ac\\n\"}}", 100)))
                .isEqualTo("{\"a\":{\"c\":\"€\\n\",\"d\":2},\"b\":1}");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "1.0, 1",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "0.000001, 0.000001",
        "1e-7, 1e-7",
        "333333333.33333329, 333333333.3333333",
        "4.50, 4.5",
        "2e-3, 0.002",
        "-1.5e300, -1.5e+300",
        "9007199254740992, 9007199254740992"
    })
    void writesNumbersAsEcmaScriptDoes(String number, String expected) {
        assertThat(CanonicalJson.text(StrictJson.parse(number, 100))).isEqualTo(expected);
    }

    @Test
    void refusesALoneSurrogate() {
        assertThatThrownBy(() -> CanonicalJson.text(JsonNodeFactory.instance.textNode("\ud800")))
                .isInstanceOf(JsonInputException.class);
    }
}
