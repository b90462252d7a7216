// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import java.nio.file.Path;

/**
 * What is backed up, and how.
 *
 * @param customer whose node it is
 * @param node the node's folder
 * @param work a folder of the backup's own, beside the node
 * @param withCustody whether sealed keys are in the backup; their passphrase never is
 * @param partBytes how much a part holds before it is compressed
 * @param mostParts a backup that has as many parts more than its files need, of earlier backups, begins anew with everything
 */
public record ExportSettings(
        String customer, Path node, Path work, boolean withCustody, long partBytes, int mostParts) {

    /** @throws IllegalArgumentException for sizes that make no sense */
    public ExportSettings {
        if (partBytes < 1 || mostParts < 1) {
            throw new IllegalArgumentException("a backup has parts, and a part has bytes");
        }
    }
}
