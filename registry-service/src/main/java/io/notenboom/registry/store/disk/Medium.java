// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The steps by which bytes become durable; one method for each step that can fail or be cut off by a crash. */
public interface Medium {

    /** Writes all remaining bytes at the end of a file; not durable yet. */
    void append(FileChannel file, ByteBuffer bytes) throws IOException;

    /** Makes what was written to a file durable. */
    void force(FileChannel file) throws IOException;

    /** Cuts a file off and makes that durable. */
    void truncate(FileChannel file, long size) throws IOException;

    /** Creates or replaces a file, readable by its owner only; neither its bytes nor its name are durable yet. */
    void write(Path file, ByteBuffer bytes) throws IOException;

    /** Creates or replaces a file, readable by its owner only, and makes its bytes durable; its name is not durable yet. */
    void create(Path file, ByteBuffer bytes) throws IOException;

    /** Gives a file another name in one step, replacing what had it. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file or an empty folder if it is there. */
    void delete(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;
}
