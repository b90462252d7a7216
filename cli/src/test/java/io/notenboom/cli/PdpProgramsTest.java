// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Files of cases and signatures of profiles. */
class PdpProgramsTest {

    @Test
    void passTheirArgumentsToTheProgramsOfTheService() {
        PdpVectorsCommand vectors = new PdpVectorsCommand(Path.of("/home"));
        new CommandLine(vectors).parseArgs("one.json", "two.json");
        assertThat(vectors.command(Path.of("/service")))
                .endsWith("io.notenboom.pdp.app.tool.RunVectors", "one.json", "two.json");
        PdpSignProfileCommand sign = new PdpSignProfileCommand(Path.of("/home"));
        new CommandLine(sign).parseArgs("--keys", "k", "--private-key", "p", "one.json");
        assertThat(sign.command(Path.of("/service")))
                .endsWith("io.notenboom.pdp.app.profile.SignProfiles", "--keys=k", "--private-key=p", "one.json");
    }

    @Test
    void theRulesInRegoAreWrittenAndComparedByProgramsOfTheService() {
        PdpRulesCommands.OpaRules rules = new PdpRulesCommands.OpaRules(Path.of("/home"));
        new CommandLine(rules).parseArgs("--flows", "f.json", "out");
        assertThat(rules.arguments()).containsExactly("--flows=f.json", "out");
        PdpRulesCommands.OpaParity parity = new PdpRulesCommands.OpaParity(Path.of("/home"));
        new CommandLine(parity).parseArgs("--opa", "/bin/opa", "one.json", "two.json");
        assertThat(parity.arguments()).containsExactly("--opa=/bin/opa", "one.json", "two.json");
        assertThat(problems("opa-rules")).contains("DIR");
        assertThat(problems("opa-parity")).contains("FILE");
    }

    @Test
    void wrongArgumentsEndWithTwoAndSayWhatIsWrong() {
        assertThat(problems("vectors")).contains("FILE");
        assertThat(problems("sign-profile", "one.json")).contains("--keys");
        assertThat(problems("unknown")).contains("unknown");
    }

    private static String problems(String... arguments) {
        StringWriter problems = new StringWriter();
        int status = PdpCommand.commandLine(Path.of("/home"))
                .setErr(new PrintWriter(problems))
                .execute(arguments);
        assertThat(status).isEqualTo(2);
        return problems.toString();
    }
}
