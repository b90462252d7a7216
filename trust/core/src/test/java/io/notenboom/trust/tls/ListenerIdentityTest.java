// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.http.LoopbackTls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.X509KeyManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListenerIdentityTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private final SettableClock clock = new SettableClock(NOW);

    @TempDir
    Path folder;

    @TempDir
    Path otherFolder;

    private LoopbackTls first;
    private LoopbackTls second;
    private final List<X509KeyManager> taken = new ArrayList<>();
    private ListenerIdentity identity;

    @BeforeEach
    void writeFiles() throws Exception {
        first = LoopbackTls.create(folder, NOW);
        second = LoopbackTls.create(otherFolder, NOW);
        identity = new ListenerIdentity(first.certificate(), first.key(), clock);
    }

    private static void copy(Path from, Path to) throws Exception {
        var _ = Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void onlyAFitPairIsTakenAndOnce() throws Exception {
        assertThat(identity.first()).isNotNull();
        assertThat(identity.end()).isAfter(NOW);
        assertThat(identity.changed(taken::add)).as("nothing changed").isFalse();

        copy(second.key(), first.key());
        assertThat(identity.changed(taken::add))
                .as("key of another certificate")
                .isFalse();
        Files.delete(first.certificate());
        assertThat(identity.changed(taken::add)).as("no certificate").isFalse();
        copy(second.certificate(), first.certificate());
        assertThat(identity.changed(taken::add)).as("a pair").isTrue();
        assertThat(identity.changed(taken::add)).as("the same pair").isFalse();
        assertThat(taken).hasSize(1);
    }

    @Test
    void aPairThatCannotBePutIntoUseIsHandedOverAgain() throws Exception {
        assertThat(identity.first()).isNotNull();
        Instant before = identity.end();
        clock.advance(Duration.ofHours(1));
        LoopbackTls next = LoopbackTls.create(otherFolder, clock.instant());
        copy(next.key(), first.key());
        copy(next.certificate(), first.certificate());
        assertThatThrownBy(() -> identity.changed(keys -> {
                    throw new IllegalStateException("the listener is busy");
                }))
                .hasMessageContaining("busy");
        assertThat(identity.end()).as("of the one in use").isEqualTo(before);
        assertThat(identity.changed(taken::add)).isTrue();
        assertThat(identity.end()).isAfter(before);
    }

    @Test
    void aStartWithAnUnfitPairSaysWhy() throws Exception {
        copy(second.key(), first.key());
        assertUnfit("not that of the certificate");
        Files.writeString(first.key(), "nonsense");
        assertUnfit("no private key");
        Files.delete(first.key());
        assertUnfit("cannot be read");
    }

    @Test
    void aStartWithAnExpiredCertificateSaysSo() {
        clock.advance(Duration.ofDays(400));
        assertUnfit("expired");
    }

    private void assertUnfit(String reason) {
        assertThatThrownBy(identity::first)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining(first.key().toString());
    }
}
