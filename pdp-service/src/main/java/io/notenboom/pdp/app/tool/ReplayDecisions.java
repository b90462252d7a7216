// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.tool;

import io.notenboom.kit.chainlog.ChainFiles;
import io.notenboom.kit.chainlog.LogFailureException;
import io.notenboom.pdp.log.DecisionArchive;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.trial.Replay;
import io.notenboom.pdp.trial.ReplayProfiles;
import io.notenboom.pdp.trial.ReplayReport;
import io.notenboom.pdp.trial.TrialReader;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Makes the decisions of a log again, by another version of a profile, and lists those that come out otherwise. Arguments:
 * {@code [--profile=FILE] [--from=TIME] [--to=TIME] FOLDER}. Ends with 0 when nothing changes, 1 when something does, 2 when
 * the log cannot be read or the arguments are wrong.
 */
public final class ReplayDecisions {

    private static final int CHANGED = 1;
    private static final int WRONG = 2;
    private static final int MAX_PROFILE = 65_536;

    private final PrintStream out;
    private final PrintStream err;

    ReplayDecisions(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Replays, and ends the process. */
    public static void main(String[] arguments) {
        System.exit(new ReplayDecisions(Output.alone(), System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        try {
            Arguments read = Arguments.read(arguments, Set.of("profile", "from", "to"));
            Path folder = read.onlyPlace("folder with a decision log");
            Optional<UseCaseProfile> profile = read.file("profile").map(ReplayDecisions::profile);
            LogQuery period = new LogQuery(
                    time(read, "from"),
                    time(read, "to"),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            return replay(new FileArchive(new ChainFiles(folder)), profile, period);
        } catch (IllegalArgumentException | LogFailureException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return WRONG;
        }
    }

    private static UseCaseProfile profile(Path file) {
        try {
            return TrialReader.made(StrictJson.parse(Files.readAllBytes(file), MAX_PROFILE));
        } catch (IOException | JsonInputException unreadable) {
            throw new IllegalArgumentException(file + " cannot be read as a profile", unreadable);
        }
    }

    private static Optional<Instant> time(Arguments arguments, String name) {
        try {
            return arguments.option(name).map(Instant::parse);
        } catch (DateTimeException malformed) {
            throw new IllegalArgumentException(
                    "--" + name + " is a UTC time, for instance 2026-03-01T12:00:00Z", malformed);
        }
    }

    private int replay(DecisionArchive archive, Optional<UseCaseProfile> profile, LogQuery period) {
        long same = 0;
        long changed = 0;
        Map<String, Long> notReplayed = new TreeMap<>();
        Optional<Long> place = Optional.empty();
        do {
            ReplayReport report = new Replay(archive, ReplayProfiles.of(ShippedProfiles.catalogue(), profile))
                    .run(period, subject -> true, place);
            report.changed()
                    .forEach(change -> out.println(change.time() + " " + change.decision() + " " + change.request()
                            + ": " + change.was().inWords() + " -> "
                            + change.now().inWords()));
            report.notReplayed().forEach((reason, count) -> notReplayed.merge(reason, count, Long::sum));
            same += report.same();
            changed += report.changed().size();
            place = report.next();
        } while (place.isPresent());
        out.println((same + changed) + " decisions made again: " + same + " come out as they did, " + changed
                + " otherwise.");
        notReplayed.forEach((reason, count) -> out.println(count + " not made again: " + reason + "."));
        return changed == 0 ? 0 : CHANGED;
    }
}
