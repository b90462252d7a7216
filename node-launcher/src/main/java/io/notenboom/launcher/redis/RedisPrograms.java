// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.redis;

import io.notenboom.launcher.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import redis.embedded.core.ExecutableProvider;

/** Finds a Redis server program: the system's own, else the one in the embedded-redis artifact (Linux, macOS). */
public final class RedisPrograms {

    private RedisPrograms() {}

    /** A Redis server program and where it came from, in words for the log. */
    public record RedisProgram(Path path, String origin) {}

    /**
     * The system's {@code redis-server} if there is one on the PATH, else the embedded one, unpacked into {@code directory}.
     *
     * @throws IllegalStateException if neither is to be had on this machine
     */
    public static RedisProgram find(Path directory) {
        return Programs.find("redis-server")
                .map(path -> new RedisProgram(path, "system " + path))
                .orElseGet(() -> embedded(directory));
    }

    /** The embedded program, unpacked into {@code directory}. */
    public static RedisProgram embedded(Path directory) {
        try {
            Files.createDirectories(directory);
            Path source = ExecutableProvider.newJarResourceProvider(directory.toFile())
                    .get()
                    .toPath();
            Files.setPosixFilePermissions(source, PosixFilePermissions.fromString("rwx------"));
            return new RedisProgram(source, "embedded");
        } catch (IOException failure) {
            throw new IllegalStateException(
                    "there is no redis-server on the PATH and the embedded one cannot be used on this machine;"
                            + " install Redis 6.2 or newer",
                    failure);
        }
    }
}
