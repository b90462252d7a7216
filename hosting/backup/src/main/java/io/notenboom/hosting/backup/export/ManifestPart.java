// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.checkpoint.BackupJson;
import io.notenboom.hosting.backup.checkpoint.Manifest;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.part.Part;
import io.notenboom.hosting.backup.part.PartFile;
import io.notenboom.hosting.backup.part.Recipients;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The list of files as a part of its own. */
final class ManifestPart {

    private ManifestPart() {}

    static Part put(Manifest manifest, BackupTarget target, Path spool, Recipients recipients) throws IOException {
        String name = String.format(Locale.ROOT, "manifests/%010d.age", manifest.number());
        Path file = DurableFiles.temporary(spool.resolve("manifest"));
        try {
            Part part = PartFile.write(name, file, recipients, output -> output.write(BackupJson.write(manifest)));
            target.put(name, file);
            return part;
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
