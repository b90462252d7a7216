// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import io.notenboom.registry.tlog.Checkpoint;
import java.util.List;

/**
 * A log that is sound.
 *
 * @param checkpoint the checkpoint that was verified
 * @param streams number of streams
 * @param unpublished entries after the checkpoint, verified as well
 * @param notes what the reader should know
 */
public record AuditReport(Checkpoint checkpoint, int streams, long unpublished, List<String> notes) {

    /** The list is copied. */
    public AuditReport {
        notes = List.copyOf(notes);
    }
}
