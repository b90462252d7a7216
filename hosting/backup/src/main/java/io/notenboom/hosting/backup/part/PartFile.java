// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

import java.io.IOException;
import java.nio.file.Path;

/** A part of one content. */
public final class PartFile {

    private PartFile() {}

    /** Writes a content to a file, compressed and encrypted. */
    public static Part write(String name, Path file, Recipients recipients, PartSink.Content content)
            throws IOException {
        PartWriter writer = new PartWriter(name, file, recipients);
        try (writer) {
            content.writeTo(writer);
        }
        return writer.part();
    }
}
