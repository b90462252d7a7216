// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LoggableTextTest {

    @Test
    void citizenServiceNumbersAreMasked() {
        assertThat(LoggableText.of("/fhir/Patient/999990019")).isEqualTo("/fhir/Patient/*********");
        assertThat(LoggableText.of("/fhir/Patient?identifier=http://fhir.nl/fhir/NamingSystem/bsn|999990019"))
                .doesNotContain("999990019");
    }

    @Test
    void otherNumbersStay() {
        assertThat(LoggableText.of("Patient/999990018")).isEqualTo("Patient/999990018");
        assertThat(LoggableText.of("Patient/1999990019")).isEqualTo("Patient/1999990019");
    }

    @Test
    void controlCharactersAreEscaped() {
        assertThat(LoggableText.of("a\n{\u001b[31mé")).isEqualTo("a\\u000a{\\u001b[31m\\u00e9");
    }

    @Test
    void longTextIsCut() {
        assertThat(LoggableText.of("a".repeat(5000))).hasSize(2051);
    }
}
