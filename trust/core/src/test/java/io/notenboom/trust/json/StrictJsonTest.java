// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void readsAnObject() {
        assertThat(StrictJson.parseObject("{\"a\":[1,2.50,true,null]}", 100)
                        .path("a")
                        .path(1)
                        .decimalValue())
                .isEqualByComparingTo("2.5");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{'a':1}",
                "{\"a\":NaN}",
                "[1,]",
                "01",
                "{\"a\":1} x"
            })
    void refusesWhatIsNotStrictJson(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text, 100)).isInstanceOf(JsonInputException.class);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThatThrownBy(() -> StrictJson.parse("[1,2,3]", 6)).hasMessageContaining("longer than 6");
    }

    @Test
    void refusesDeepNesting() {
        String nested = "[".repeat(StrictJson.MAX_DEPTH + 1) + "]".repeat(StrictJson.MAX_DEPTH + 1);
        assertThatThrownBy(() -> StrictJson.parse(nested, 1_000)).hasMessageContaining("nested");
    }

    @Test
    void acceptsTheDeepestNesting() {
        String nested = "[".repeat(StrictJson.MAX_DEPTH) + "]".repeat(StrictJson.MAX_DEPTH);
        assertThat(StrictJson.parse(nested, 1_000).isArray()).isTrue();
    }

    @Test
    void refusesWhatIsNotUtf8() {
        byte[] latin = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> StrictJson.parse(latin, 100)).hasMessageContaining("UTF-8");
    }

    @Test
    void refusesAnArrayWhereAnObjectIsWanted() {
        assertThatThrownBy(() -> StrictJson.parseObject("[]", 100)).hasMessageContaining("not an object");
    }
}
