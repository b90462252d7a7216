// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AuthVectorsCommandTest {

    @Test
    void passesItsArgumentsToTheProgramOfTheService() {
        AuthVectorsCommand command = new AuthVectorsCommand(Path.of("/home"));
        new CommandLine(command).parseArgs("--format", "json", "one", "two");
        assertThat(command.command(Path.of("/service")))
                .containsSubsequence(
                        "/service/app/*:/service/lib/main/*:/service/lib/boot/*",
                        "io.notenboom.auth.replay.app.ReplayRecordings",
                        "--format=json",
                        "one",
                        "two");
        AuthVectorsCommand plain = new AuthVectorsCommand(Path.of("/home"));
        new CommandLine(plain).parseArgs("folder");
        assertThat(plain.command(Path.of("/service"))).endsWith("--format=text", "folder");
    }

    @Test
    void wrongArgumentsEndWithTwoAndSayWhatIsWrong() {
        assertThat(problems("vectors")).contains("DIR");
        assertThat(problems("vectors", "--format", "xml", "folder")).contains("xml");
    }

    private static String problems(String... arguments) {
        StringWriter problems = new StringWriter();
        int status = AuthCommand.commandLine(Path.of("/home"))
                .setErr(new PrintWriter(problems))
                .execute(arguments);
        assertThat(status).isEqualTo(2);
        return problems.toString();
    }
}
