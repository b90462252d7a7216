// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The users of Redis for backups and restores, as the operators' page has them. */
final class Users {

    static final String BACKUP = "backup";
    static final String RESTORE = "restore";

    private Users() {}

    /** The commands of a user: what follows {@code -@all}. */
    static String line(String name) throws IOException {
        Path page = Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")))
                .resolve("docs/operations/backup-and-restore.md");
        Matcher line = Pattern.compile("user c7f3k2-" + name + " .* -@all (.*)").matcher(Files.readString(page));
        if (!line.find()) {
            throw new IllegalStateException("the page has no user for " + name);
        }
        return line.group(1).strip();
    }
}
