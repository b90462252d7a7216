// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.denylist.Denylist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublishedDenylistTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock(NOW);
    private KeyPair key;
    private PublishedDenylist published;

    @BeforeEach
    void open() throws GeneralSecurityException, IOException {
        key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path keys = Files.writeString(
                folder.resolve("keys.json"), Jwk.of(key.getPublic()).json().toString());
        published = new PublishedDenylist(
                new PublishedDenylistConfig() {
                    @Override
                    public Optional<Path> file() {
                        return Optional.of(list());
                    }

                    @Override
                    public Optional<Path> keysFile() {
                        return Optional.of(keys);
                    }
                },
                clock);
    }

    private Path list() {
        return folder.resolve("denylist.jws");
    }

    private String signed(long number) {
        return Denylist.sign(
                List.of(), number, NOW, null, JwsSigner.inMemory(SignatureAlgorithm.EDDSA, key.getPrivate()));
    }

    private void write(String text) throws IOException {
        Path fresh = Files.writeString(folder.resolve("denylist.jws.new"), text);
        Files.move(fresh, list(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Optional<Long> number() {
        return published.current().flatMap(Denylist::number);
    }

    @Test
    void givesOutTheNewestGoodList() throws IOException {
        assertThat(published.current()).isEmpty();
        write(signed(3));
        assertThat(number()).contains(3L);
        write(signed(4));
        assertThat(number()).as("another file").contains(4L);
        write(signed(2));
        assertThat(number()).as("an older one").contains(4L);
        write("no list");
        assertThat(number()).contains(4L);
        Files.delete(list());
        assertThat(number()).contains(4L);
    }

    @Test
    void aFileThatLooksTheSameIsReadAgainAfterTenSeconds() throws IOException {
        write(signed(3));
        assertThat(number()).contains(3L);
        FileTime changed = Files.getLastModifiedTime(list());
        Files.writeString(list(), signed(4));
        Files.setLastModifiedTime(list(), changed);
        assertThat(number()).as("nobody has it read at each request").contains(3L);
        clock.advance(Duration.ofSeconds(10));
        assertThat(number()).contains(4L);
    }
}
