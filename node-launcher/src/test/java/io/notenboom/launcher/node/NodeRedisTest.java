// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.RotationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeRedisTest {

    @TempDir
    Path directory;

    private NodeFolder folder;
    private NodeSecrets secrets;
    private NodeRedis redis;

    @BeforeEach
    void aNode() {
        folder = new NodeFolder(directory);
        secrets = new NodeSecrets(folder);
        redis = new NodeRedis(folder, secrets, "c7f3k2");
    }

    private PasswordHash present() {
        return PasswordHash.of(secrets.redisPassword().reveal());
    }

    private List<RotationState> states() {
        return redis.passwords().stream().map(RotatedKey::state).toList();
    }

    @Test
    void bothPasswordsAreAcceptedWhileOneIsReplaced() {
        PasswordHash first = present();
        redis.makeNext();
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.PUBLISHED);
        assertThat(present()).as("services do not get the successor yet").isEqualTo(first);
        assertThat(redis.user().passwords()).hasSize(2).contains(first);

        redis.useNext();
        PasswordHash second = present();
        assertThat(second).isNotEqualTo(first);
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.RETIRING);
        assertThat(redis.user().passwords()).containsExactly(second, first);

        redis.forgetFormer();
        assertThat(states()).containsExactly(RotationState.ACTIVE);
        assertThat(redis.user().passwords()).containsExactly(second);
    }

    @Test
    void theFormerOneCanBeLeftOut() {
        PasswordHash first = present();
        redis.makeNext();
        redis.useNextAlone();
        assertThat(present()).isNotEqualTo(first);
        assertThat(redis.user().passwords()).containsExactly(present());
    }

    @Test
    void withoutASuccessorNothingIsReplaced() {
        PasswordHash first = present();
        redis.useNext();
        redis.useNextAlone();
        assertThat(present()).isEqualTo(first);
        assertThat(states()).containsExactly(RotationState.ACTIVE);
    }

    /** It ended after the former one was kept, and before the successor took its place. */
    @Test
    void whatBrokeOffGoesOn() throws IOException {
        PasswordHash first = present();
        redis.makeNext();
        PasswordHash successor = redis.user().passwords().getLast();
        var _ = Files.writeString(
                folder.tokens().resolve("redis.password.former"),
                secrets.redisPassword().reveal());
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.PUBLISHED);
        assertThat(redis.user().passwords()).containsExactly(first, successor);
        redis.useNext();
        assertThat(redis.user().passwords()).containsExactly(successor, first);
    }

    @Test
    void passwordsGoByTheBeginningOfTheirHash() {
        assertThat(redis.passwords().getFirst().id())
                .hasSize(12)
                .isEqualTo(present().sha256().substring(0, 12));
    }

    @Test
    void onlyItsOwnerReadsASuccessor() throws IOException {
        redis.makeNext();
        assertThat(Files.getPosixFilePermissions(folder.tokens().resolve("redis.password.next")))
                .hasSize(2);
    }

    @Test
    void redisIsConfiguredWithAllThatAreAccepted() throws IOException {
        redis.makeNext();
        assertThat(redis.configure(6379)).exists();
        String users = Files.readString(folder.redis().resolve("users.acl"));
        redis.user().passwords().forEach(password -> assertThat(users).contains("#" + password.sha256()));
    }
}
