// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import io.notenboom.kit.chainlog.ChainHead;
import io.notenboom.kit.chainlog.ChainVerdict;
import io.notenboom.kit.chainlog.ChainVerifier;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Verifies a decision log that lies in a folder. Arguments: {@code [--head=RECORDS:HASH] FOLDER}. Ends with 0 when the log is
 * whole, 1 when it is not (segment, line and reason are named), 2 when it cannot be read or the arguments are wrong.
 */
public final class VerifyDecisions {

    private static final int NOT_WHOLE = 1;
    private static final int WRONG = 2;

    private final PrintStream out;
    private final PrintStream err;

    VerifyDecisions(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Verifies, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new VerifyDecisions(Output.alone(), System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            Arguments read = Arguments.read(arguments, Set.of("head"));
            Path folder = read.onlyPlace("folder with a decision log");
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException(folder + " is no folder");
            }
            return verify(folder, read.option("head").map(ChainHead::parse));
        } catch (IllegalArgumentException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return WRONG;
        }
    }

    private int verify(Path folder, Optional<ChainHead> noted) {
        Map<String, Long> types = new TreeMap<>();
        Set<Long> removedBefore = new HashSet<>();
        ChainVerdict verdict = new ChainVerifier(folder, noted).verify(record -> {
            String type = record.record().path("type").asText("unknown");
            types.merge(type, 1L, Long::sum);
            if (type.equals("retention")) {
                removedBefore.add(record.record().path("before").asLong());
            }
        });
        return switch (verdict) {
            case ChainVerdict.Broken broken -> broken(broken);
            case ChainVerdict.Sound sound
            when sound.firstSequence() > 0 && !removedBefore.contains(sound.firstSequence()) ->
                broken(new ChainVerdict.Broken(
                        "",
                        0,
                        "the log begins with record " + sound.firstSequence()
                                + ", and no record in it says that those before were removed"));
            case ChainVerdict.Sound sound -> sound(sound, types, noted.isPresent());
        };
    }

    private int broken(ChainVerdict.Broken broken) {
        String place = broken.segment().isEmpty() ? "" : broken.segment() + ", line " + broken.line() + ": ";
        out.println("NOT WHOLE: " + place + broken.reason());
        return NOT_WHOLE;
    }

    private int sound(ChainVerdict.Sound sound, Map<String, Long> types, boolean compared) {
        out.println("whole: records " + sound.firstSequence() + " to "
                + (sound.head().records() - 1) + " in " + sound.segments() + " segments " + types);
        out.println("head: " + sound.head());
        if (!compared) {
            out.println(
                    "Compare with a head that was noted earlier (--head=RECORDS:HASH) to see that the end is there.");
        }
        return 0;
    }
}
