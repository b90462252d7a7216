// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditHeadersTest {

    @Test
    void tellsTheOrganisationAndTheUser() {
        assertThat(AuditHeaders.of("did:web:b.example https://b.example/oauth2/b ura:12345678", "e1"))
                .containsOnly(Map.entry("X-Organization-Id", "did:web:b.example"), Map.entry("X-User-Id", "e1"));
        assertThat(AuditHeaders.of("https://b.example/oauth2/b ura:12345678", ""))
                .containsOnly(Map.entry("X-Organization-Id", "ura:12345678"));
    }

    @Test
    void tellsNothingThatIsNotKnownOrCouldBeAnotherHeader() {
        assertThat(AuditHeaders.of("", "")).isEmpty();
        assertThat(AuditHeaders.of("https://b.example/oauth2/b", "e\r\nX-Flow-Id: forged"))
                .isEmpty();
    }
}
