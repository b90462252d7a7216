// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class PdpCommandTest {

    private final Path home = Path.of("home");

    @Test
    void passesItsArgumentsToTheProgram() {
        PdpCommand.VerifyLog verify = new PdpCommand.VerifyLog(home);
        new CommandLine(verify).parseArgs("--head", "3:x", "log");
        assertThat(verify.arguments()).containsExactly("--head=3:x", "log");

        PdpCommand.ReplayLog replay = new PdpCommand.ReplayLog(home);
        new CommandLine(replay).parseArgs("--profile=p.json", "--from=2026-03-01T00:00:00Z", "log");
        assertThat(replay.arguments()).containsExactly("--profile=p.json", "--from=2026-03-01T00:00:00Z", "log");

        PdpCommand.TestCases cases = new PdpCommand.TestCases(home);
        new CommandLine(cases).parseArgs("a.yaml", "b.yaml", "--junit", "out.xml");
        assertThat(cases.arguments()).containsExactly("--junit=out.xml", "a.yaml", "b.yaml");
    }

    @Test
    void saysWhatIsMissing() {
        StringWriter told = new StringWriter();
        CommandLine command = PdpCommand.commandLine(home).setErr(new PrintWriter(told, true));
        assertThat(command.execute("verify-log")).isEqualTo(2);
        assertThat(command.execute("test")).isEqualTo(2);
        assertThat(told.toString()).contains("DIR").contains("FILE");
    }
}
