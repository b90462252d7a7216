// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoggableTextTest {

    @Test
    void citizenServiceNumbersAreMasked() {
        assertThat(LoggableText.of("/fhir/Patient/999990019")).isEqualTo("/fhir/Patient/*********");
        assertThat(LoggableText.of("/fhir/Patient?identifier=http://fhir.nl/fhir/NamingSystem/bsn|999990019"))
                .doesNotContain("999990019");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "999990019",
                "9999.90.019",
                "999.990.019",
                "999 990 019",
                "999-990-019",
                "%39%39%39%39%39%30%30%31%39",
                "999%20990%20019",
                "999%2E990%2e019",
            })
    void citizenServiceNumbersAreMaskedHoweverTheyAreWritten(String number) {
        assertThat(LoggableText.of("/fhir/Patient/" + number + "/x")).isEqualTo("/fhir/Patient/*********/x");
    }

    @Test
    void aNumberAtTheCutKeepsNoDigits() {
        String text = "a".repeat(2043) + " 999990019";
        assertThat(LoggableText.of(text)).isEqualTo("a".repeat(2043) + " ****...");
    }

    @Test
    void severalNumbersAreAllMasked() {
        assertThat(LoggableText.of("999990019,999990019 and 123456782")).isEqualTo("*********,********* and *********");
    }

    @Test
    void hashesAndIdentifiersStay() {
        String hash = "bbafcf5706499a603945999990019dbb89157653daffff8c250f8c8bda5fac1b";
        assertThat(LoggableText.of(hash)).isEqualTo(hash);
        String uuid = "did:web:node.example:iam:3f2504e0-4f89-41d3-9a0c-a999990019fb";
        assertThat(LoggableText.of(uuid)).isEqualTo(uuid);
        assertThat(LoggableText.of("/fhir/Patient/bsn999990019")).doesNotContain("999990019");
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
