// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.backup.checkpoint.BackupJson;
import io.notenboom.hosting.backup.status.BackupStatus;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom backup status}. */
@Command(
        name = "status",
        description = {
            "Tells, as JSON, how old the last backup is and how the last drill went.",
            "Exit status: 0 the backup is young enough, 1 it is not or there is none, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true)
final class StatusCommand extends ConfiguredCommand {

    private static final int MAX_BYTES = 1024 * 1024;

    @Option(names = "--oldest", paramLabel = "SECONDS", description = "How old a backup may be (default: 3600).")
    long oldest = 3600;

    StatusCommand(InstantSource clock, PrintStream out) {
        super(clock, out);
    }

    @Override
    int run(BackupParts parts) throws IOException {
        BackupStatus status = BackupStatus.read(parts.work());
        OptionalLong age = status.ageSeconds(clock().instant());
        ObjectNode json = StrictJson.parseObject(BackupJson.write(status), MAX_BYTES);
        age.ifPresent(seconds -> json.put("ageSeconds", seconds));
        say(BackupJson.text(StrictJson.write(json)));
        return age.isPresent() && age.getAsLong() <= oldest ? 0 : 1;
    }
}
