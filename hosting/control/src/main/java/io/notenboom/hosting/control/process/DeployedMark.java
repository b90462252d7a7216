// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.launcher.node.NodeFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the services of a node were last started from; without a mark they were never started. */
final class DeployedMark {

    private final Path file;

    DeployedMark(NodeFolder folder) {
        this.file = folder.root().resolve("deployed");
    }

    boolean says(String fingerprint) {
        try {
            return Files.exists(file) && Files.readString(file).equals(fingerprint);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /** To be set when nothing runs that was started from something else. */
    void set(String fingerprint) {
        var _ = NodeFolder.writePrivate(file, fingerprint);
    }
}
