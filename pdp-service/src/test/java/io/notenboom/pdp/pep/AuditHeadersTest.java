// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.log.DecisionJournal.Circumstances;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditHeadersTest {

    private static Circumstances by(String client, String user) {
        return new Circumstances("p", "a", "seed/negotiation", "GET", "/fhir/Task/1", client, user);
    }

    @Test
    void tellsTheOrganisationAndTheUser() {
        assertThat(AuditHeaders.of(by("did:web:b.example https://b.example/oauth2/b ura:12345678", "e1")))
                .containsOnly(Map.entry("X-Organization-Id", "did:web:b.example"), Map.entry("X-User-Id", "e1"));
        assertThat(AuditHeaders.of(by("https://b.example/oauth2/b ura:12345678", "")))
                .containsOnly(Map.entry("X-Organization-Id", "ura:12345678"));
    }

    @Test
    void tellsNothingThatIsNotKnownOrCouldBeAnotherHeader() {
        assertThat(AuditHeaders.of(by("", ""))).isEmpty();
        assertThat(AuditHeaders.of(by("https://b.example/oauth2/b", "e\r\nX-Flow-Id: forged")))
                .isEmpty();
    }
}
