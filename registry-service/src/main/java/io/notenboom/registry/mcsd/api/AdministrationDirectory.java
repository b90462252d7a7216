// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.api;

import io.notenboom.registry.ingest.CommitListener;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.mcsd.Directory;
import java.util.List;
import java.util.Set;

/**
 * The directory in which the node's own vendor publishes, apart from that of everything.
 *
 * @param directory its content
 * @param base where it is
 */
public record AdministrationDirectory(Directory directory, DirectoryBase base) implements CommitListener {

    @Override
    public void committed(List<LogEntry> entries, Set<String> organisations) {
        directory.committed(entries, organisations);
    }
}
