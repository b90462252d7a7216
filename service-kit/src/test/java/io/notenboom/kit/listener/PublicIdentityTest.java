// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.app.TestCertificates;
import io.notenboom.testkit.SettableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicIdentityTest {

    private final TestCertificates first = TestCertificates.selfSigned("first");
    private final TestCertificates second = TestCertificates.selfSigned("second");
    private final SettableClock clock =
            new SettableClock(first.certificate().getNotBefore().toInstant().plusSeconds(60));

    @TempDir
    Path folder;

    private Path certificate;
    private Path key;
    private PublicIdentity identity;

    @BeforeEach
    void writeFiles() {
        certificate = first.writeCertificate(folder.resolve("tls.pem"));
        key = first.writeKey(folder.resolve("tls.key"));
        identity = new PublicIdentity(certificate, key, clock);
    }

    @Test
    void onlyAFitPairIsTakenAndOnce() throws Exception {
        assertThat(identity.first()).isNotNull();
        assertThat(identity.changed()).as("nothing changed").isEmpty();

        assertThat(second.writeKey(key)).isEqualTo(key);
        assertThat(identity.changed()).as("key of another certificate").isEmpty();
        Files.delete(certificate);
        assertThat(identity.changed()).as("no certificate").isEmpty();
        assertThat(second.writeCertificate(certificate)).isEqualTo(certificate);
        assertThat(identity.changed()).as("a pair").isPresent();
        assertThat(identity.changed()).as("the same pair").isEmpty();
    }

    @Test
    void aStartWithAnUnfitPairSaysWhy() throws Exception {
        assertThat(second.writeKey(key)).isEqualTo(key);
        assertUnfit("not that of the certificate");
        Files.writeString(key, "nonsense");
        assertUnfit("no private key");
        Files.delete(key);
        assertUnfit("cannot be read");
    }

    @Test
    void aStartWithAnExpiredCertificateSaysSo() {
        Instant end = first.certificate().getNotAfter().toInstant();
        clock.advance(Duration.between(clock.instant(), end));
        assertUnfit("expired");
    }

    private void assertUnfit(String reason) {
        assertThatThrownBy(identity::first)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(key.toString());
    }
}
