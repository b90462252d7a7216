// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom denylist add}. */
@Command(
        name = "add",
        description = {
            "Puts certificates on a list; the first certificate of each PEM file counts. The list is a JSON file, to be"
                    + " signed with `denylist sign`.",
            "Exit status: 0 done, 1 not possible, 2 a file is missing or holds no certificate; nothing is written then."
        },
        mixinStandardHelpOptions = true)
final class DenylistAddCommand extends DenylistStep {

    @Option(names = "--list", required = true, paramLabel = "FILE", description = "The list; made if it is not there.")
    Path list = Path.of("denylist.json");

    @Option(names = "--reason", required = true, description = "Why, for people.")
    String reason = "";

    @Parameters(arity = "1..*", paramLabel = "CERTIFICATE", description = "PEM files.")
    List<Path> certificates = List.of();

    @Override
    protected int run() throws IOException {
        List<DenylistEntry> entries = new ArrayList<>(entries(list));
        List<String> lines = new ArrayList<>();
        for (Path file : certificates) {
            DenylistEntry entry = DenylistEntry.of(Pem.readFirstCertificate(Files.readString(file)), reason);
            boolean known = entries.stream().anyMatch(entry::meansSameAs);
            if (!known) {
                entries.add(entry);
            }
            lines.add((known ? "is there  " : "added  ") + line(entry));
        }
        write(list, Denylist.json(entries));
        lines.forEach(this::tell);
        return 0;
    }
}
