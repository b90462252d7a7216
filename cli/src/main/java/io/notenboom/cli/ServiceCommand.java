// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A command that is a program of a service: it turns its options into that program's arguments. */
abstract class ServiceCommand implements Callable<Integer> {

    private final ServiceProgram program;

    ServiceCommand(ServiceProgram program) {
        this.program = program;
    }

    /** What the program is told. */
    abstract List<String> arguments();

    /** Runs the program to its end; answers its exit status. */
    @Override
    public final Integer call() throws IOException, InterruptedException {
        return program.run(arguments());
    }

    /** The whole command line, for a service that lies in this folder. */
    final List<String> command(Path service) {
        return program.command(service, arguments());
    }

    /** Adds {@code --option=value}, if there is a value. */
    static void add(List<String> arguments, String option, @Nullable Object value) {
        if (value != null) {
            arguments.add("--" + option + "=" + value);
        }
    }
}
