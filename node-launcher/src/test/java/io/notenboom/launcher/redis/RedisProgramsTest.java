// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.launcher.process.LocalSupervisor;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.redis.RedisPrograms.RedisProgram;
import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisUser;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisProgramsTest {

    @TempDir
    Path directory;

    @Test
    void theEmbeddedRedisServesWithOurConfiguration() throws IOException {
        starts(RedisPrograms.embedded(directory.resolve("program")));
    }

    @Test
    void theRedisThatIsFoundServesWithOurConfiguration() throws IOException {
        starts(RedisPrograms.find(directory.resolve("program")));
    }

    private void starts(RedisProgram program) throws IOException {
        try (LocalSupervisor supervisor = new LocalSupervisor(line -> {})) {
            Path folder = Files.createDirectory(directory.resolve("a \"folder\" with spaces"));
            Path users = Files.writeString(
                    folder.resolve("users.acl"),
                    RedisConfiguration.users(
                            RedisUser.ofCustomer("c7f3k2", PasswordHash.of("the-password-of-a-customer")),
                            Secret.of("the-password-of-an-operator")));
            Path configuration = Files.writeString(
                    directory.resolve("redis.conf"),
                    RedisConfiguration.render(folder, supervisor.reservePort(), users));
            long pid = supervisor.start(new ProcessSpec(
                    "redis",
                    List.of(program.path().toString(), configuration.toString()),
                    directory.toString(),
                    Map.of(),
                    directory.resolve("redis.log").toString(),
                    RedisConfiguration.READY,
                    20,
                    ProcessSpec.NEEDED_BY_OTHERS));
            assertThat(pid).isPositive();
            assertThat(folder).as("the append-only file").isNotEmptyDirectory();
        }
    }
}
