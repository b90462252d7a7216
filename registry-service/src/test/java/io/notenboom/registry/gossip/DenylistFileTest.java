// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.registry.peer.DeniedCertificate;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.trust.x509.Fingerprints;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenylistFileTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    private final X509Certificate certificate = new TestNetwork().root().certificate();
    private final X509Certificate other = new TestNetwork().root().certificate();
    private DenylistFile list;

    @BeforeEach
    void open() {
        list = new DenylistFile(folder);
    }

    private DeniedCertificate entry(X509Certificate subject, String serial) {
        return new DeniedCertificate(
                subject.getIssuerX500Principal().getName(),
                serial,
                Fingerprints.ofKey(subject.getPublicKey()),
                "key lost",
                NOW);
    }

    @Test
    void aCertificateIsDeniedByIssuerSerialAndKeyTogether() {
        assertThat(list.deny(entry(certificate, "4711"))).isTrue();
        assertThat(list.test(certificate)).isFalse();
        DeniedCertificate exact =
                entry(certificate, certificate.getSerialNumber().toString());
        assertThat(list.deny(exact)).isTrue();
        assertThat(list.deny(exact)).isFalse();
        assertThat(list.test(certificate)).isTrue();
        assertThat(list.test(other)).isFalse();
        assertThat(new DenylistFile(folder).denied()).isEqualTo(list.denied());
        assertThat(list.permit(exact)).isTrue();
        assertThat(list.permit(exact)).isFalse();
        assertThat(list.test(certificate)).isFalse();
    }

    @Test
    void aFileThatAnOperatorWroteIsReadAndABrokenOneChangesNothing() throws IOException {
        DenylistFile operator = new DenylistFile(folder);
        assertThat(operator.deny(
                        entry(certificate, certificate.getSerialNumber().toString())))
                .isTrue();
        assertThat(list.test(certificate)).isFalse();
        assertThat(list.reload()).isTrue();
        assertThat(list.test(certificate)).isTrue();
        assertThat(list.reload()).isFalse();
        Path file = folder.resolve("gossip").resolve("denylist.json");
        Files.writeString(file, "{\"denied\":[{\"issuer\":\"CN=x\"}]}");
        assertThat(list.reload()).isFalse();
        assertThat(list.test(certificate)).isTrue();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> new DenylistFile(folder))
                .withMessageContaining("denylist.json");
        Files.delete(file);
        assertThat(list.reload()).isTrue();
        assertThat(list.test(certificate)).isFalse();
    }
}
