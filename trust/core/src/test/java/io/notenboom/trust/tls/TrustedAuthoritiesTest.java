// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.http.LoopbackTls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {

    @TempDir
    Path folder;

    @Test
    void aBundleAloneOrBesideTheRuntimesAuthorities() throws Exception {
        Path first = LoopbackTls.create(folder, Instant.now()).certificate();
        String one = Files.readString(first);
        String two = Files.readString(LoopbackTls.create(folder, Instant.now()).certificate());
        Path bundle = Files.writeString(folder.resolve("bundle.pem"), "a comment\n" + one + two);
        int runtime = TrustedAuthorities.ofTheRuntimeAnd(Optional.empty()).getAcceptedIssuers().length;
        assertThat(runtime).isGreaterThan(10);
        assertThat(TrustedAuthorities.only(bundle).getAcceptedIssuers()).hasSize(2);
        assertThat(TrustedAuthorities.ofTheRuntimeAnd(Optional.of(bundle)).getAcceptedIssuers())
                .hasSize(runtime + 2);
        assertThat(TrustedAuthorities.context(TrustedAuthorities.only(bundle)).getProtocol())
                .isEqualTo("TLS");
    }

    @Test
    void whatIsNoBundleIsToldWithItsName() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty.pem"), "");
        Path broken = Files.writeString(
                folder.resolve("broken.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
        assertThatThrownBy(() -> TrustedAuthorities.only(empty))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("empty.pem has no certificate");
        assertThatThrownBy(() -> TrustedAuthorities.only(broken))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("broken.pem is no PEM bundle");
        assertThatThrownBy(() -> TrustedAuthorities.only(folder.resolve("none.pem")))
                .isInstanceOf(IOException.class);
    }
}
