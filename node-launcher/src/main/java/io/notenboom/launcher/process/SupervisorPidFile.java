// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The file by which a supervisor process is found again: its process id and the time of its start in milliseconds since the
 * epoch, because a process id may belong to somebody else by now. It goes when the supervisor ends in order.
 */
public final class SupervisorPidFile {

    private SupervisorPidFile() {}

    /** Writes the file for this process. */
    static void write(Path file) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Files.writeString(file, self.pid() + " " + startMilliseconds(self).orElse(0L));
    }

    /** The supervisor that wrote the file, if it is still running. */
    public static Optional<ProcessHandle> find(Path file) {
        try {
            String[] content = Files.readString(file).strip().split(" ");
            if (content.length != 2) {
                return Optional.empty();
            }
            Optional<Long> start = Optional.of(Long.valueOf(content[1]));
            return ProcessHandle.of(Long.parseLong(content[0]))
                    .filter(process -> startMilliseconds(process).equals(start));
        } catch (IOException | NumberFormatException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Long> startMilliseconds(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli);
    }
}
