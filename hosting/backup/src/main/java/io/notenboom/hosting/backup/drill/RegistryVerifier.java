// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.drill;

import io.notenboom.hosting.backup.BackupException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Has the registry's own verifier look at a restored event log, as a process of its own, if the registry's software is here. */
public final class RegistryVerifier implements BackupDrill.LogCheck {

    private static final String PROGRAM = "io.notenboom.registry.audit.app.VerifyLog";

    private static final int MOST_HOURS = 12;

    private final Path software;
    private final Optional<Path> root;

    /**
     * Uses the registry's software.
     *
     * @param home the built product
     * @param root the Foundation's certificate; without it signatures cannot be verified
     */
    public RegistryVerifier(Path home, Optional<Path> root) {
        this.software = home.resolve("registry-service/target/quarkus-app");
        this.root = root;
    }

    @Override
    public String check(Path registryData) throws IOException {
        if (root.isEmpty() || !Files.isDirectory(software)) {
            return "signatures in the event log not verified: "
                    + (root.isEmpty() ? "'foundation-root' is not set" : "the registry's software is not here");
        }
        Path verdict = Files.createTempFile("verdict", ".txt");
        try {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--enable-native-access=ALL-UNNAMED",
                            "--sun-misc-unsafe-memory-access=allow",
                            "-cp",
                            software.resolve("app") + "/*:" + software.resolve("lib/main") + "/*:"
                                    + software.resolve("lib/boot") + "/*",
                            PROGRAM,
                            "--root=" + root.get(),
                            registryData.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(verdict.toFile())
                    .start();
            int status = await(process);
            String said = Files.readString(verdict, StandardCharsets.UTF_8).strip();
            String last = said.substring(said.lastIndexOf('\n') + 1);
            if (status != 0) {
                throw new BackupException("the restored event log: " + last);
            }
            return "event log " + last;
        } finally {
            Files.deleteIfExists(verdict);
        }
    }

    private static int await(Process process) {
        try {
            if (process.waitFor(MOST_HOURS, TimeUnit.HOURS)) {
                return process.exitValue();
            }
            throw new BackupException("the restored event log was not verified within " + MOST_HOURS + " hours");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted", interrupted);
        } finally {
            process.destroyForcibly();
        }
    }
}
