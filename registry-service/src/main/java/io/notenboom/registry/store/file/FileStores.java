// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AnnouncementMark;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.ForkEvidenceStore;
import java.nio.file.Path;
import java.util.function.Function;

/** Makes the stores of one node in its data folder. One process at a time uses a folder. */
public final class FileStores {

    private final Path folder;
    private final Medium medium;

    /** @param folder the service's data folder */
    public FileStores(Path folder) {
        this.folder = folder;
        this.medium = new DiskMedium();
    }

    /**
     * Opens the log in {@code log/}.
     *
     * @param reader decodes an entry; throws {@link IllegalArgumentException} if it is none
     * @throws io.notenboom.registry.log.LogFailureException if it is damaged, or open elsewhere
     */
    public EventLog eventLog(Function<String, UnverifiedEvent> reader) {
        return new FileEventLog(folder.resolve("log"), medium, reader);
    }

    /** Opens the fork evidence in {@code forks/}. */
    public ForkEvidenceStore forkEvidence() {
        return new FileForkEvidenceStore(folder.resolve("forks"), medium);
    }

    /** Opens the mark in {@code announced}. */
    public AnnouncementMark announcementMark() {
        return new FileAnnouncementMark(folder.resolve("announced"), medium);
    }
}
