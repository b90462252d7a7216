// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Where the files of a log are read. Safe for many threads. */
public interface LogFiles {

    /** The longest file of a log: a bundle of 256 entries of 65,535 bytes. */
    int MAX_BYTES = 256 * (2 + 0xFFFF);

    /**
     * A whole file.
     *
     * @param path relative, with slashes
     * @return empty if there is none
     * @throws IOException if it cannot be read or is longer than {@link #MAX_BYTES}
     */
    Optional<byte[]> read(String path) throws IOException;

    /** Paths of all files, for a place that knows them. */
    Optional<List<String>> list() throws IOException;
}
