// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.trust.ready.ReadyLine;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What to run.
 *
 * @param name unique within a supervisor, e.g. {@code a/auth}
 * @param command program and arguments
 * @param workingDirectory existing folder
 * @param environment added to the supervisor's own environment
 * @param logFile standard output and error go there, appended
 * @param readyPattern regular expression; the process is ready when a line of its output contains a match
 * @param readySeconds for how long it may work until then, in processor time, and for how long it may do nothing; 1 to 600.
 *     On a busy machine the start may take longer than that, ten minutes at most
 * @param stage when everything is stopped, what has a higher stage is stopped before what has a lower one
 */
public record ProcessSpec(
        String name,
        List<String> command,
        String workingDirectory,
        Map<String, String> environment,
        String logFile,
        String readyPattern,
        int readySeconds,
        int stage) {

    /** Stage of what others need until they have ended: a Redis. */
    public static final int NEEDED_BY_OTHERS = 0;

    /** Stage of most processes. */
    public static final int USUAL = 1;

    /** Stage of what needs others: a gateway. */
    public static final int NEEDS_OTHERS = 2;

    /** Option of a JVM that records which classes it loads. */
    public static final String RECORDING = "-XX:AOTMode=record";

    private static final int STOP_SECONDS = 12;
    private static final int RECORDING_STOP_SECONDS = 120;

    /** Line that every service of ours prints when all its listeners serve. */
    public static final String SERVICE_READY = ReadyLine.PATTERN;

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        Pattern.compile(readyPattern);
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a process needs a command");
        }
        if (readySeconds < 1 || readySeconds > 600) {
            throw new IllegalArgumentException("readySeconds is 1 to 600");
        }
    }

    /** How long it may take to end when it is asked to. A JVM that recorded its classes writes them then. */
    int stopSeconds() {
        return command.contains(RECORDING) ? RECORDING_STOP_SECONDS : STOP_SECONDS;
    }
}
