// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the sub-commands share: exit status 0 done, 1 not possible, 2 a file is missing or not fit; nothing is written then. */
abstract class DenylistStep implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    /** Does it, and answers the exit status. */
    abstract int run() throws IOException;

    @Override
    public Integer call() {
        try {
            return run();
        } catch (NoSuchFileException missing) {
            return failed(2, "there is no file " + missing.getFile());
        } catch (UnfitCertificateInputException unfit) {
            return failed(2, String.valueOf(unfit.getMessage()));
        } catch (IOException failed) {
            return failed(1, "cannot read or write: " + failed.getMessage());
        }
    }

    /** Writes a line for the caller. */
    void tell(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }

    /** Tells what is wrong. */
    int failed(int status, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("notenboom: " + why);
        err.flush();
        return status;
    }

    /** The entries of a list that is being kept; none if there is no file yet. */
    static List<DenylistEntry> entries(Path file) throws IOException {
        return Files.exists(file) ? Denylist.entries(Files.readAllBytes(file)) : List.of();
    }

    /** Replaces a file as a whole. */
    static void write(Path file, byte[] content) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.write(fresh, content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** An entry in one line. */
    static String line(DenylistEntry entry) {
        return entry.serialNumber() + "  " + entry.jwkThumbprint() + "  " + entry.issuer() + "  " + entry.reason();
    }
}
