// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process id together with when the process started, because the id alone may belong to somebody else by now.
 *
 * @param pid process id
 * @param start when it started, in words of this machine
 */
record ProcessIdentity(long pid, String start) {

    private static final int STATE = 0;
    private static final int START_TICKS = 19;
    private static final String ENDED = "ended";

    /** The identity of a process that runs. */
    static ProcessIdentity of(ProcessHandle process) {
        return new ProcessIdentity(process.pid(), startOf(process));
    }

    /** Reads what {@link #toString} writes. */
    static Optional<ProcessIdentity> parse(String text) {
        String[] parts = text.strip().split(" ");
        try {
            return parts.length == 2
                    ? Optional.of(new ProcessIdentity(Long.parseLong(parts[0]), parts[1]))
                    : Optional.empty();
        } catch (NumberFormatException notAPid) {
            return Optional.empty();
        }
    }

    /** Whether the process had ended, although it was still listed, when this was made. */
    boolean hasEnded() {
        return start.equals(ENDED);
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> startOf(process)
                .equals(start));
    }

    /** On Linux the ticks since the machine started, which do not move when its clock is set; elsewhere the instant. */
    private static String startOf(ProcessHandle process) {
        try {
            String status = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            String[] afterName =
                    status.substring(status.lastIndexOf(')') + 1).strip().split(" ");
            // a process that ended stays listed until whoever adopted it asks how it ended
            return afterName[STATE].equals("Z") ? ENDED : "t" + afterName[START_TICKS];
        } catch (IOException | RuntimeException noSuchFile) {
            return "m"
                    + process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }

    @Override
    public String toString() {
        return pid + " " + start;
    }
}
