// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void ordinaryJsonIsRead() {
        assertThat(StrictJson.parseObject("{\"a\":[1,2.5,\"\\ud83d\\ude00\",null,true]}", 100)
                        .get("a")
                        .get(2)
                        .textValue())
                .isEqualTo("\uD83D\uDE00");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{\"b\":{\"a\":1,\"\\u0061\":2}}",
                "{a:1}",
                "{'a':1}",
                "[1,]",
                "NaN",
                "01",
                "+1",
                "// c\n1",
                "\"\t\"",
                "\"\\ud800\"",
                "{\"\\udc00\":1}",
                "\uFEFF1"
            })
    void whatIsNotStrictJsonIsRefused(String text) {
        assertThatThrownBy(() -> StrictJson.parse(text, 100)).isInstanceOf(JsonInputException.class);
        assertThatThrownBy(() -> StrictJson.parse(text.getBytes(StandardCharsets.UTF_8), 100))
                .isInstanceOf(JsonInputException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefused() {
        byte[] latin1 = "\"é\"".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf16 = "{}".getBytes(StandardCharsets.UTF_16);
        assertThatThrownBy(() -> StrictJson.parse(latin1, 100)).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> StrictJson.parse(utf16, 100)).isInstanceOf(JsonInputException.class);
    }

    @Test
    @DisplayName("JSON depth 64 in every parser")
    void nestingIsReadToSixtyFourLevelsAndRefusedBeyond() {
        assertThat(StrictJson.parse("[".repeat(64) + "]".repeat(64), 1000)).isNotNull();
        assertThatThrownBy(() -> StrictJson.parse("[".repeat(65) + "]".repeat(65), 1000))
                .isInstanceOf(JsonInputException.class)
                .hasMessageContaining("64");
    }

    @Test
    void sizeIsLimitedByTheCaller() {
        assertThat(StrictJson.parse("12345".getBytes(StandardCharsets.UTF_8), 5))
                .isNotNull();
        assertThatThrownBy(() -> StrictJson.parse("12345".getBytes(StandardCharsets.UTF_8), 4))
                .isInstanceOf(JsonInputException.class);
        assertThatThrownBy(() -> StrictJson.parse("12345", 4)).isInstanceOf(JsonInputException.class);
    }

    @Test
    void theMessageNeverQuotesTheInput() {
        assertThatThrownBy(() -> StrictJson.parse("{\"password\": hunter2}", 100))
                .isInstanceOf(JsonInputException.class)
                .hasNoCause()
                .message()
                .doesNotContain("hunter")
                .doesNotContain("password");
    }
}
