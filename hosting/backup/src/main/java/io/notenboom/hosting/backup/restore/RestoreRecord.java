// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A restore as it is on disk.
 *
 * @param id of this restore
 * @param state where it is
 * @param number of the checkpoint
 * @param sha256 hash of the checkpoint's signed text, hex
 * @param made when the backup was made
 * @param highest number of the highest checkpoint known when it began
 * @param started when it began
 * @param options as given at the beginning
 * @param report what was done and seen so far
 */
public record RestoreRecord(
        String id,
        RestoreState state,
        long number,
        String sha256,
        Instant made,
        long highest,
        Instant started,
        RestoreOptions options,
        List<String> report) {

    /** Copies the list. */
    public RestoreRecord {
        report = List.copyOf(report);
    }

    /** The next state, with what was seen in this one. */
    RestoreRecord advanced(String seen) {
        List<String> lines = new ArrayList<>(report);
        lines.add(state + ": " + seen);
        return new RestoreRecord(id, state.next(), number, sha256, made, highest, started, options, lines);
    }
}
