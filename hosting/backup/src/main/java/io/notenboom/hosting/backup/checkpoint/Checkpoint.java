// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.checkpoint;

import io.notenboom.hosting.backup.part.Part;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a backup is: a statement that is signed. Its numbers only grow, and each says which one it follows, so that a backup
 * that was left out, or put in place of a later one, is noticed.
 *
 * @param customer whose node it is
 * @param number from 1 on
 * @param time when its making began: all that was done before it is in it
 * @param previous number and hash of the one before; empty for the first
 * @param standing how far the node was
 * @param manifest the part with the list of files
 * @param parts all parts with files
 */
public record Checkpoint(
        String customer,
        long number,
        Instant time,
        Optional<Previous> previous,
        Standing standing,
        Part manifest,
        List<Part> parts) {

    /** Copies the list. */
    public Checkpoint {
        parts = List.copyOf(parts);
        if (number < 1) {
            throw new IllegalArgumentException("checkpoints are numbered from 1 on");
        }
    }

    /**
     * The one before.
     *
     * @param number its number
     * @param sha256 hash of its signed text, hex
     */
    public record Previous(long number, String sha256) {}

    /**
     * How far a node was.
     *
     * @param files number of files
     * @param bytes their size
     * @param logEntries events in the last checkpoint of the event log; 0 without one
     * @param logRoot root of the event log in it; empty without one
     * @param streams number and root of all streams in it, as the event log has them; empty without one
     * @param chains heads of hash-chained logs by folder: number of records, a colon, hash of the last one
     * @param statusLists the status lists of each issuer
     * @param redisRecords records of Redis by kind
     */
    public record Standing(
            long files,
            long bytes,
            long logEntries,
            String logRoot,
            String streams,
            Map<String, String> chains,
            List<StatusListMark> statusLists,
            Map<String, Long> redisRecords) {

        /** Copies the collections. */
        public Standing {
            chains = Map.copyOf(chains);
            statusLists = List.copyOf(statusLists);
            redisRecords = Map.copyOf(redisRecords);
        }
    }

    /**
     * High-water marks of the status lists of an issuer.
     *
     * @param issuer SHA-256 of its DID, hex
     * @param page number of the newest page
     * @param taken entries taken, on all pages
     * @param revoked entries revoked, on all pages
     */
    public record StatusListMark(String issuer, int page, long taken, long revoked) {}
}
