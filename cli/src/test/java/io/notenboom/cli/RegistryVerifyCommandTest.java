// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RegistryVerifyCommandTest {

    @Test
    void passesItsArgumentsToTheVerifierOfTheRegistry() {
        RegistryVerifyCommand command = new RegistryVerifyCommand(Path.of("/home"));
        new CommandLine(command)
                .parseArgs("--root", "r.pem", "--network", "test", "--key", "k", "--earlier", "c", "https://log");
        assertThat(command.command(Path.of("/service")))
                .containsSubsequence(
                        "/service/app/*:/service/lib/main/*:/service/lib/boot/*",
                        "io.notenboom.registry.audit.app.VerifyLog",
                        "--root=r.pem",
                        "--network=test",
                        "--key=k",
                        "--earlier=c",
                        "https://log");
        RegistryVerifyCommand plain = new RegistryVerifyCommand(Path.of("/home"));
        new CommandLine(plain).parseArgs("--root", "r.pem", "data");
        assertThat(plain.command(Path.of("/service"))).endsWith("--root=r.pem", "data");
    }

    @Test
    void asksForTheRoot() {
        StringWriter problems = new StringWriter();
        int status = RegistryCommand.commandLine(Path.of("/home"))
                .setErr(new PrintWriter(problems))
                .execute("verify", "data");
        assertThat(status).isEqualTo(2);
        assertThat(problems.toString()).contains("--root");
    }
}
