// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.checkpoint;

import io.notenboom.hosting.backup.part.Part;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All files of a backup, and the parts in which they lie; those of earlier backups among them.
 *
 * @param number of the backup
 * @param files sorted by path
 * @param parts all parts that the files need
 */
public record Manifest(long number, List<BackedUpFile> files, List<Part> parts) {

    /** Copies the lists. */
    public Manifest {
        files = List.copyOf(files);
        parts = List.copyOf(parts);
    }

    /** The files by path. */
    public Map<String, BackedUpFile> byPath() {
        Map<String, BackedUpFile> byPath = new TreeMap<>();
        files.forEach(file -> byPath.put(file.path(), file));
        return byPath;
    }

    /** Size of all files. */
    public long bytes() {
        return files.stream().mapToLong(BackedUpFile::size).sum();
    }
}
