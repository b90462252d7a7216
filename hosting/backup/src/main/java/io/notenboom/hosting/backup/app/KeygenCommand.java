// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.part.Identities;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code notenboom backup keygen}. */
@Command(
        name = "keygen",
        description = {
            "Makes a key for a recipient of backups, as the tool age has them: writes the secret half into FILE and prints"
                    + " the public half, for 'recipients'. Keep the file away from the node and from the backups."
        },
        mixinStandardHelpOptions = true)
final class KeygenCommand implements Callable<Integer> {

    private final PrintStream out;

    @Parameters(index = "0", paramLabel = "FILE", description = "File that does not exist yet.")
    Path file = Path.of("identity");

    KeygenCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(file)) {
            throw new BackupException("the file exists already, and may be somebody's only key: " + file);
        }
        Identities.Pair pair = Identities.generate();
        String text =
                "# public key: " + pair.recipient() + "\n" + pair.identity().reveal() + "\n";
        DurableFiles.write(file, text.getBytes(StandardCharsets.US_ASCII));
        out.println(pair.recipient());
        return 0;
    }
}
