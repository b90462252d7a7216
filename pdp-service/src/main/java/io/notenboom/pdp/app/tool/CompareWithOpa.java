// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import io.notenboom.pdp.opa.OpaProgram;
import io.notenboom.pdp.opa.RulesComparison;
import io.notenboom.pdp.opa.RulesQuestion;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.vectors.CaseFile;
import io.notenboom.pdp.vectors.CaseFormatException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Asks a real Open Policy Agent with the rules in Rego what the engine is asked, and tells where they differ. Arguments:
 * {@code [--opa=PROGRAM] FILE...}, files of raw requests or decisions. Ends with 0 when both agree on all that
 * Rego can read, 1 when they do not, 2 when a file is not understood, there is no agent, or the arguments are wrong.
 */
public final class CompareWithOpa {

    private static final int DIFFERENT = 1;
    private static final int WRONG = 2;

    private final PrintStream out;
    private final PrintStream err;

    CompareWithOpa(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Compares, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new CompareWithOpa(Output.alone(), System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            Arguments read = Arguments.read(arguments, Set.of("opa"));
            if (read.places().isEmpty()) {
                throw new IllegalArgumentException("give at least one file of cases");
            }
            OpaProgram opa = read.file("opa")
                    .map(OpaProgram::new)
                    .or(OpaProgram::find)
                    .orElseThrow(() -> new IllegalArgumentException(
                            "opa is not on the PATH: install Open Policy Agent, or name it with --opa=PROGRAM"));
            ProfileCatalogue profiles = ShippedProfiles.catalogue();
            List<RulesQuestion> questions = new ArrayList<>();
            for (Path file : read.places()) {
                questions.addAll(CaseFile.read(file).questions(profiles));
            }
            return tell(RulesComparison.run(opa, questions));
        } catch (IllegalArgumentException | CaseFormatException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return WRONG;
        } catch (IOException failed) {
            err.println("notenboom: " + failed.getMessage());
            return WRONG;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return WRONG;
        }
    }

    private int tell(RulesComparison comparison) {
        comparison.differences().forEach(difference -> {
            out.println("DIFFERENT " + difference.id());
            out.println("  engine: " + difference.engine());
            out.println("  opa:    " + difference.opa());
        });
        out.println(comparison.same() + " the same, " + comparison.differences().size() + " different, "
                + comparison.notRead().size() + " with a body that Rego does not read" + named(comparison.notRead()));
        return comparison.differences().isEmpty() ? 0 : DIFFERENT;
    }

    private static String named(List<String> ids) {
        return ids.isEmpty() ? "" : ": " + String.join(", ", ids);
    }
}
