// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.trust.json.StrictJson;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntrospectionAnswerTest {

    @ParameterizedTest
    @DisplayName("constrained token refused as Bearer: a binding that cannot be checked makes it inactive")
    @ValueSource(
            strings = {
                "{\"x5t#S256\":\"\"}",
                "{\"jkt\":\"t\",\"x5t#S256\":1}",
                "{\"jkt\":\"t\",\"other\":1}",
                "{\"jkt\":1}",
                "{}",
                "null",
                "\"t\""
            })
    void bindingThatIsNotUnderstood(String confirmation) {
        assertThat(read(",\"cnf\":" + confirmation)).isInstanceOf(TokenOutcome.Inactive.class);
    }

    @Test
    void keyIsABindingThatIsUnderstood() {
        assertThat(read(",\"cnf\":{\"jkt\":\"t\"}")).isInstanceOfSatisfying(TokenOutcome.Active.class, active -> {
            assertThat(active.token().boundTo()).contains("t");
        });
        assertThat(read("")).isInstanceOfSatisfying(TokenOutcome.Active.class, active -> {
            assertThat(active.token().boundTo()).isEqualTo(Optional.empty());
        });
    }

    @Test
    void certificateIsABindingThatIsUnderstood() {
        assertThat(read(",\"cnf\":{\"x5t#S256\":\"c\"}")).isInstanceOfSatisfying(TokenOutcome.Active.class, active -> {
            assertThat(active.boundToCertificate()).contains("c");
            assertThat(active.token().boundTo()).isEmpty();
        });
        assertThat(read(",\"cnf\":{\"jkt\":\"t\",\"x5t#S256\":\"c\"}"))
                .isInstanceOfSatisfying(TokenOutcome.Active.class, active -> {
                    assertThat(active.boundToCertificate()).contains("c");
                    assertThat(active.token().boundTo()).contains("t");
                });
    }

    private static TokenOutcome read(String more) {
        return IntrospectionAnswer.read(StrictJson.parse("{\"active\":true,\"exp\":1900000000" + more + "}", 1000));
    }
}
