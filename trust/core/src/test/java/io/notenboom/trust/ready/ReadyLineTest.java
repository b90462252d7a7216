// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.ready;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadyLineTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void isOneLineThatThePatternFinds() {
        ReadyLine.print("auth", out);

        assertThat(printed())
                .isEqualTo("NOTENBOOM-READY {\"service\":\"auth\",\"pid\":"
                        + ProcessHandle.current().pid() + "}" + System.lineSeparator());
        assertThat(Pattern.compile(ReadyLine.PATTERN).matcher(printed()).find()).isTrue();
    }

    @Test
    void tellsAPortThatTheProcessChose() {
        ReadyLine.print("fhir", OptionalInt.of(8080), out);

        assertThat(printed()).contains("\"port\":8080}");
    }

    @Test
    void refusesANameThatWouldNotBeJson() {
        assertThatThrownBy(() -> ReadyLine.print("a\"b", out)).isInstanceOf(IllegalArgumentException.class);
    }
}
