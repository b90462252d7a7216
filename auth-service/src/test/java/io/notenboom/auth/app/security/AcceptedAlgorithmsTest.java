// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.trusted.IssuerTrust.Unlisted;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AcceptedAlgorithmsTest {

    @Test
    @DisplayName("RS256 is switched by the configuration")
    void rs256IsASwitch() {
        assertThat(accepted(false)).containsExactly("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA");
        assertThat(accepted(true))
                .containsExactly("ES256", "ES384", "ES512", "PS256", "PS384", "PS512", "EdDSA", "RS256");
    }

    private static List<String> accepted(boolean rs256) {
        return new SecurityBeans().acceptedAlgorithms(new Switched(rs256)).names();
    }

    private record Switched(boolean rs256) implements SecurityConfig {

        @Override
        public Unlisted unlistedIssuers() {
            return Unlisted.DEFINITION;
        }

        @Override
        public int tokensPerClientPerMinute() {
            return 0;
        }

        @Override
        public int failedSignaturesPerSourcePerMinute() {
            return 0;
        }

        @Override
        public Optional<List<String>> trustedProxies() {
            return Optional.empty();
        }
    }
}
