// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.destination;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where backups are put. What is put there is whole and durable when {@link #put} returns, or not there; it is never changed,
 * only replaced as a whole or deleted. Nothing that is read from it is trusted. Safe for many threads.
 */
public interface BackupTarget {

    /** Names: a folder and a name in it. */
    Pattern NAME = Pattern.compile("[a-z]{1,20}/[0-9a-z][0-9a-z.-]{0,60}");

    /**
     * Puts a file there, in place of one of that name.
     *
     * @throws IOException if it is not known to be there; may be repeated
     */
    void put(String name, Path content) throws IOException;

    /**
     * Reads what is there.
     *
     * @throws java.nio.file.NoSuchFileException if there is nothing of that name
     */
    InputStream open(String name) throws IOException;

    /** The names in a folder, sorted; what does not look like one of ours is left out. */
    List<String> list(String folder) throws IOException;

    /** Deletes what is there, if it is. */
    void delete(String name) throws IOException;

    /** Where it is, for people; without secrets. */
    String describe();

    /** @throws IllegalArgumentException if it is no name */
    static String requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a part of a backup: " + name);
        }
        return name;
    }
}
