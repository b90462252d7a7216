// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.vectors.CaseFile;
import io.notenboom.pdp.vectors.CaseFormatException;
import io.notenboom.pdp.vectors.CaseResult;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs files of cases against the decision point. Arguments: files. Prints each case that fails, and how many passed and failed.
 * Ends with 0 when nothing failed, 1 when something did, 2 when a file is not understood or the arguments are wrong.
 */
public final class RunVectors {

    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private final PrintStream out;
    private final PrintStream err;

    RunVectors(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Runs, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new RunVectors(Output.alone(), System.err).run(List.of(arguments)));
    }

    /** All files are read before the first is run, so that a mistyped one is told at once. */
    int run(List<String> arguments) {
        if (arguments.isEmpty()) {
            return wrong("give at least one file of cases");
        }
        List<CaseFile> files = new ArrayList<>();
        try {
            for (String argument : arguments) {
                files.add(CaseFile.read(Path.of(argument)));
            }
        } catch (CaseFormatException | InvalidPathException unclear) {
            return wrong(String.valueOf(unclear.getMessage()));
        }
        ProfileCatalogue profiles = new ProfileCatalogue(ShippedProfiles.load());
        long passed = 0;
        long failed = 0;
        for (CaseFile file : files) {
            List<CaseResult> results = file.run(profiles);
            long here = results.stream()
                    .filter(result -> result.failure().isPresent())
                    .count();
            results.forEach(result -> tell(file.path(), result));
            failed += here;
            passed += results.size() - here;
        }
        out.println(passed + " passed, " + failed + " failed");
        return failed == 0 ? 0 : FAILED;
    }

    private void tell(Path file, CaseResult result) {
        result.failure().ifPresent(failure -> {
            out.println(("FAILED " + file.getFileName() + " " + result.id() + " " + result.title()).strip());
            out.println("  expected: " + failure.expected());
            out.println("  got:      " + failure.got());
            out.println("  check:    " + failure.check());
        });
    }

    private int wrong(String problem) {
        err.println("notenboom: " + problem);
        return WRONG;
    }
}
