// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventTextTest {

    private static final String ID = "A".repeat(42);

    @Test
    void anEventIdIsTheOneSpellingOf32Bytes() {
        for (String last : "AEIMQUYcgkosw048".split("")) {
            assertThat(new EventId(ID + last).value()).isEqualTo(ID + last);
        }
        assertThat(EventId.hasForm("azAZ09-_" + "x".repeat(34) + "8")).isTrue();
        for (String wrong :
                List.of("", ID, ID + "B", ID + "AA", "A".repeat(41) + "+A", "A".repeat(41) + "=A", "é" + ID)) {
            assertThat(EventId.hasForm(wrong)).as(wrong).isFalse();
            assertThatThrownBy(() -> new EventId(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void anOidHasArcsWithoutLeadingZerosAndPerhapsAValue() {
        for (String right : List.of(
                "urn:oid:2.16.840.1.113883.2.4.6.1:00000001",
                "urn:oid:1.0",
                "urn:oid:1." + "9".repeat(39),
                "urn:oid:0" + ".1".repeat(31),
                "urn:oid:1.2:" + "a.-_Z9".repeat(10) + "abcd")) {
            assertThat(EventText.oid(right)).isEqualTo(right);
        }
        for (String wrong : List.of(
                "urn:oid:3.1",
                "urn:oid:1",
                "urn:oid:1.",
                "urn:oid:1.01",
                "urn:oid:1.2.",
                "urn:oid:1.2:",
                "urn:oid:1.2:a:b",
                "urn:oid:1.2:\u00e9",
                "urn:oid:1.2 ",
                "urn:oid:1." + "9".repeat(40),
                "urn:oid:0" + ".1".repeat(32),
                "urn:oid:1.2:" + "a".repeat(65),
                "URN:OID:1.2")) {
            assertThatThrownBy(() -> EventText.oid(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aUrnHasANameSpaceAndPrintableAscii() {
        for (String right : List.of("urn:uuid:1", "urn:a-b:!~", "urn:ab:" + "x".repeat(400))) {
            assertThat(EventText.urn(right)).isEqualTo(right);
        }
        for (String wrong : List.of("urn:a:x", "urn:-b:x", "urn:ab:", "urn:ab:x y", "urn:ab:" + "x".repeat(401))) {
            assertThatThrownBy(() -> EventText.urn(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aTimeHasAtMostNineDigitsOfFractionAndAZone() {
        assertThat(EventText.timestamp("2026-01-31T12:00:00Z")).hasToString("2026-01-31T12:00:00Z");
        assertThat(EventText.timestamp("2026-01-31T12:00:00.123456789+01:00"))
                .hasToString("2026-01-31T11:00:00.123456789Z");
        for (String wrong : List.of(
                "2026-01-31T12:00:00",
                "2026-01-31T12:00Z",
                "2026-01-31T12:00:00.Z",
                "2026-01-31T12:00:00.1234567890Z",
                "2026-01-31T12:00:00ZZ",
                "2026-02-30T12:00:00Z")) {
            assertThatThrownBy(() -> EventText.timestamp(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
