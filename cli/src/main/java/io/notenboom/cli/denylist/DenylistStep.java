// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import io.notenboom.cli.file.FileStep;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What the sub-commands share. Nothing is written unless the exit status is 0. */
abstract class DenylistStep extends FileStep {

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
