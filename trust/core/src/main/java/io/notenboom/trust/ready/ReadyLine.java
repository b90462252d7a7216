// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.ready;

import java.io.PrintStream;
import java.util.OptionalInt;

/**
 * The line {@code NOTENBOOM-READY {"service":"auth","pid":123}} that a process prints on standard output, once, when all its
 * listeners serve. Whoever started the process waits for it.
 */
public final class ReadyLine {

    private static final String WORD = "NOTENBOOM-READY";

    /** Regular expression that finds the line in the output of a process. */
    public static final String PATTERN = "^" + WORD + " ";

    private ReadyLine() {}

    /** Prints the line for this process. */
    public static void print(String service, PrintStream out) {
        print(service, OptionalInt.empty(), out);
    }

    /**
     * Prints the line for this process.
     *
     * @param service short name: letters, digits and hyphens
     * @param port where it listens, when it chose the port itself
     * @param out standard output; flushed
     */
    public static void print(String service, OptionalInt port, PrintStream out) {
        if (!service.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("a service has a name of letters, digits and hyphens: " + service);
        }
        StringBuilder line = new StringBuilder(WORD)
                .append(" {\"service\":\"")
                .append(service)
                .append("\",\"pid\":")
                .append(ProcessHandle.current().pid());
        port.ifPresent(number -> line.append(",\"port\":").append(number));
        out.println(line.append('}'));
        out.flush();
    }
}
