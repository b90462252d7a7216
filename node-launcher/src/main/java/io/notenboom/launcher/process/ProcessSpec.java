// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

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
 * @param readySeconds how long to wait for that, 1 to 600
 */
public record ProcessSpec(
        String name,
        List<String> command,
        String workingDirectory,
        Map<String, String> environment,
        String logFile,
        String readyPattern,
        int readySeconds) {

    /** Line that every service of ours prints when all its listeners serve. */
    public static final String SERVICE_READY = "^NOTENBOOM-READY ";

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
}
