// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.journal;

import io.notenboom.registry.mcsd.ChangeJournal;
import java.nio.file.Path;

/** Opens journals. */
public final class ChangeJournals {

    private ChangeJournals() {}

    /** A journal in a file, which need not be there yet. */
    public static ChangeJournal inFile(Path file) {
        return new FileChangeJournal(file);
    }
}
