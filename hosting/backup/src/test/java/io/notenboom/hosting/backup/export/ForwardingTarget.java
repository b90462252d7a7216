// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.destination.FolderTarget;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** A folder, to which a test adds something of its own. */
abstract class ForwardingTarget implements BackupTarget {

    private final BackupTarget target;

    ForwardingTarget(Path folder) {
        this.target = new FolderTarget(folder);
    }

    @Override
    public void put(String name, Path content) throws IOException {
        target.put(name, content);
    }

    @Override
    public InputStream open(String name) throws IOException {
        return target.open(name);
    }

    @Override
    public List<String> list(String place) throws IOException {
        return target.list(place);
    }

    @Override
    public void delete(String name) throws IOException {
        target.delete(name);
    }

    @Override
    public String describe() {
        return target.describe();
    }
}
