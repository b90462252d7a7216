// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.hosting.customer.KeyCustody;
import io.notenboom.hosting.customer.KeyCustody.TransitLogin;
import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class HostVaultTest {

    private final HostVault vault =
            new HostVault(URI.create("https://vault.example:8200"), "care", null, Path.of("token"));

    @Test
    void onlyTheHostsOwnVaultIsMeant() {
        assertThat(vault.is(transit("https://vault.example:8200", "care"))).isTrue();
        assertThat(vault.is(transit("https://vault.example:8200/", "care"))).isTrue();
        assertThat(vault.is(transit("https://vault.example:8201", "care"))).isFalse();
        assertThat(vault.is(transit("https://vault.example:8200", "cure"))).isFalse();
    }

    private static KeyCustody.Transit transit(String address, String namespace) {
        return new KeyCustody.Transit(URI.create(address), namespace, TransitLogin.APPROLE);
    }
}
