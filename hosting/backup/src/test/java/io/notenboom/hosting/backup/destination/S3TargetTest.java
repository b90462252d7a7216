// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class S3TargetTest extends TargetContract {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    private S3StandIn store;
    private S3Target target;

    @BeforeEach
    void start() throws IOException {
        store = new S3StandIn();
        target = target(S3StandIn.SECRET_KEY, Optional.empty());
    }

    @AfterEach
    void stop() {
        target.close();
        store.close();
    }

    private S3Target target(String secret, Optional<Duration> lock) {
        return new S3Target(
                new S3Settings(
                        store.endpoint(),
                        S3StandIn.REGION,
                        S3StandIn.BUCKET,
                        "c7f3k2/",
                        S3StandIn.ACCESS_KEY,
                        Secret.of(secret),
                        lock),
                () -> NOW);
    }

    @Override
    BackupTarget target() {
        return target;
    }

    @Test
    void objectsLieBelowThePrefixAndOfOthersNothingIsSeen() throws IOException {
        store.objects.put("c7f3k2x/parts/1.age", new byte[1]);
        store.objects.put("c7f3k2/parts/.hidden", new byte[1]);
        Files.writeString(folder.resolve("content"), "x");
        for (int i = 1; i <= 5; i++) {
            target.put("parts/" + i + ".age", folder.resolve("content"));
        }
        assertThat(store.objects).containsKey("c7f3k2/parts/5.age");
        assertThat(target.list("parts")).as("on several pages").hasSize(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new S3Settings(store.endpoint(), "x", "b", "c7f3k2", "k", Secret.of("s"), Optional.empty()));
    }

    @Test
    void aWrongKeyIsRefusedByTheStoreAndToldApart() throws IOException {
        Files.writeString(folder.resolve("content"), "x");
        try (S3Target wrong = target("another-secret", Optional.empty())) {
            assertThatThrownBy(() -> wrong.put("parts/1.age", folder.resolve("content")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("SignatureDoesNotMatch");
        }
        assertThat(store.refused).isPositive();
        assertThat(store.objects).isEmpty();
    }

    @Test
    void aStoreThatIsBusyIsAskedAgain() throws IOException {
        Files.writeString(folder.resolve("content"), "x");
        store.failNext = 1;
        target.put("parts/1.age", folder.resolve("content"));
        assertThat(store.objects).containsKey("c7f3k2/parts/1.age");
    }

    @Test
    void objectsCanBeLocked() throws IOException {
        Files.writeString(folder.resolve("content"), "x");
        try (S3Target locking = target(S3StandIn.SECRET_KEY, Optional.of(Duration.ofDays(35)))) {
            locking.put("parts/1.age", folder.resolve("content"));
        }
        assertThat(store.lockedUntil.get("c7f3k2/parts/1.age")).startsWith("2026-12-27");
    }
}
