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

/** {@code notenboom denylist remove}. */
@Command(
        name = "remove",
        description = {
            "Takes certificates off a list: PEM files, or thumbprints as `denylist show` prints them.",
            "Exit status: 0 done, 1 one is not on the list, 2 a file is missing or not fit; nothing is written then."
        },
        mixinStandardHelpOptions = true)
final class DenylistRemoveCommand extends DenylistStep {

    private static final int THUMBPRINT_CHARACTERS = 43;

    @Option(names = "--list", required = true, paramLabel = "FILE", description = "The list.")
    Path list = Path.of("denylist.json");

    @Parameters(arity = "1..*", paramLabel = "CERTIFICATE|THUMBPRINT", description = "What to take off.")
    List<String> which = List.of();

    @Override
    protected int run() throws IOException {
        List<DenylistEntry> entries = new ArrayList<>(entries(list));
        List<String> lines = new ArrayList<>();
        for (String one : which) {
            List<DenylistEntry> meant = meant(one, entries);
            if (meant.isEmpty()) {
                return failed(1, one + " is not on the list; nothing was changed");
            }
            entries.removeAll(meant);
            meant.forEach(entry -> lines.add("removed  " + line(entry)));
        }
        write(list, Denylist.json(entries));
        lines.forEach(this::tell);
        return 0;
    }

    private static List<DenylistEntry> meant(String one, List<DenylistEntry> entries) throws IOException {
        if (one.length() == THUMBPRINT_CHARACTERS && !Files.exists(Path.of(one))) {
            return entries.stream()
                    .filter(entry -> entry.jwkThumbprint().equals(one))
                    .toList();
        }
        DenylistEntry named = DenylistEntry.of(Pem.readFirstCertificate(Files.readString(Path.of(one))), "");
        return entries.stream().filter(named::meansSameAs).toList();
    }
}
