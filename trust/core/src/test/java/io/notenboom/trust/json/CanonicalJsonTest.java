// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

    @Test
    void everyPublicVectorHasItsCanonicalBytes() throws Exception {
        Path vectors = Vectors.require("jcs");
        for (String name : List.of("arrays", "french", "structures", "unicode", "values", "weird")) {
            byte[] input = Files.readAllBytes(vectors.resolve("input").resolve(name + ".json"));
            byte[] canonical = CanonicalJson.bytes(StrictJson.parse(input, 100_000));
            assertThat(canonical)
                    .as(name)
                    .isEqualTo(Files.readAllBytes(vectors.resolve("output").resolve(name + ".json")))
                    .isEqualTo(HexFormat.of()
                            .parseHex(Files.readString(vectors.resolve("outhex").resolve(name + ".txt"))
                                    .replaceAll("\\s", "")));
        }
    }

    /** RFC 8785 appendix B. */
    @ParameterizedTest
    @CsvSource({
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
    })
    void numbersAreWrittenAsEcmaScriptDoes(String bits, String expected) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
        assertThat(CanonicalJson.ecmaScript(number)).isEqualTo(expected);
        assertThat(Double.parseDouble(CanonicalJson.ecmaScript(number))).isEqualTo(number == 0 ? 0.0 : number);
    }

    @Test
    void anIntegerThatADoubleCannotTellFromAnotherIsRefused() {
        for (String accepted : List.of("9007199254740992", "9223372036854776000", "295147905179352830000")) {
            assertThat(CanonicalJson.text(StrictJson.parse(accepted, 100))).isEqualTo(accepted);
        }
        for (String refused : List.of("9007199254740993", "9223372036854775808", "295147905179352825856", "1e400")) {
            assertThatThrownBy(() -> CanonicalJson.text(StrictJson.parse(refused, 100)))
                    .as(refused)
                    .isInstanceOf(JsonInputException.class);
        }
    }
}
