// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.checkpoint;

import io.notenboom.hosting.backup.part.Slice;
import java.util.List;

/**
 * A file in a backup.
 *
 * @param path below the node's folder, with slashes
 * @param size in bytes
 * @param modifiedMillis when it was changed last
 * @param sha256 of its content, hex
 * @param slices where its content lies, in order
 */
public record BackedUpFile(String path, long size, long modifiedMillis, String sha256, List<Slice> slices) {

    private static final int MAX_PATH = 1_000;

    /** @throws IllegalArgumentException for a path that leads elsewhere, or slices of another size than the file */
    public BackedUpFile {
        slices = List.copyOf(slices);
        boolean leadsElsewhere = path.isEmpty()
                || path.length() > MAX_PATH
                || path.startsWith("/")
                || path.indexOf('\0') >= 0
                || path.indexOf('\\') >= 0
                || List.of(path.split("/", -1)).stream()
                        .anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."));
        if (leadsElsewhere) {
            throw new IllegalArgumentException("a file of a backup has a path that leads elsewhere");
        }
        if (slices.stream().mapToLong(Slice::length).sum() != size) {
            throw new IllegalArgumentException("a file of a backup has slices of another size than its own");
        }
    }
}
