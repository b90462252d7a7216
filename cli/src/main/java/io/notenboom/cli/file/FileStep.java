// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.file;

import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that reads and writes files. Exit status: 0 done, 1 not possible, 2 a file is missing or not fit. */
public abstract class FileStep implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Does it, and answers the exit status. */
    protected abstract int run() throws IOException;

    @Override
    public final Integer call() {
        try {
            return run();
        } catch (NoSuchFileException missing) {
            return failed(2, "there is no file " + missing.getFile());
        } catch (UnfitCertificateInputException unfit) {
            return failed(2, String.valueOf(unfit.getMessage()));
        } catch (IOException failure) {
            return failed(1, "cannot read or write: " + failure.getMessage());
        }
    }

    /** Writes a line for the caller. */
    protected final void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Tells what is wrong, and answers the status. */
    protected final int failed(int status, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("notenboom: " + why);
        err.flush();
        return status;
    }
}
