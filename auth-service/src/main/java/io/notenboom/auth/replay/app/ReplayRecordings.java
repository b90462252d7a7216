// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.app;

import io.notenboom.auth.replay.ItemReport;
import io.notenboom.auth.replay.Replay;
import io.notenboom.auth.replay.recording.Recording;
import io.notenboom.auth.replay.recording.RecordingException;
import io.notenboom.auth.replay.recording.RecordingReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.LogManager;

/**
 * Replays recorded traffic of Nuts nodes. Arguments: {@code [--format=text|json] FOLDER...}. Ends with 0 when nothing failed, 1
 * when something did, 2 when a folder cannot be read or the arguments are wrong.
 */
public final class ReplayRecordings {

    private static final long TELL_EVERY = TimeUnit.SECONDS.toNanos(2);
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private final PrintStream out;
    private final PrintStream err;

    ReplayRecordings(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Replays, and ends the process. */
    public static void main(String[] arguments) {
        // what a check decides is in its report, not in the log
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new ReplayRecordings(out, System.err).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        String format = "text";
        List<Path> folders = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("--format=")) {
                format = argument.substring("--format=".length());
            } else if (argument.startsWith("--")) {
                return wrong("unknown option " + argument);
            } else {
                try {
                    folders.add(Path.of(argument));
                } catch (InvalidPathException malformed) {
                    return wrong(argument + " is no path");
                }
            }
        }
        if (!format.equals("text") && !format.equals("json")) {
            return wrong("--format is text or json");
        }
        if (folders.isEmpty()) {
            return wrong("give at least one folder with recorded traffic");
        }
        try {
            return replay(folders, format);
        } catch (RecordingException unreadable) {
            return wrong(String.valueOf(unreadable.getMessage()));
        }
    }

    private int wrong(String problem) {
        err.println("notenboom: " + problem);
        return WRONG;
    }

    /** All folders are read before the first is replayed, so that a mistyped one is told at once. */
    private int replay(List<Path> folders, String format) throws RecordingException {
        List<Recording> recordings = new ArrayList<>();
        for (Path folder : folders) {
            recordings.add(RecordingReader.read(folder));
        }
        ReportWriter writer = format.equals("json") ? new JsonReport(out) : new TextReport(out);
        for (Recording recording : recordings) {
            List<ItemReport> items = Replay.of(recording, progress(recording));
            writer.folder(recording.folder().toString(), items);
        }
        return writer.end() == 0 ? 0 : FAILED;
    }

    private Consumer<String> progress(Recording recording) {
        long[] next = {System.nanoTime() + TELL_EVERY};
        int[] done = {0};
        return item -> {
            done[0]++;
            long now = System.nanoTime();
            if (now >= next[0]) {
                next[0] = now + TELL_EVERY;
                err.printf(
                        "%s: %d of %d items, now %s%n",
                        recording.folder(), done[0], recording.items().size(), item);
            }
        };
    }
}
