// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.app;

import io.notenboom.auth.replay.ItemReport;
import java.util.List;

/** Writes what became of recordings. */
interface ReportWriter {

    /** Writes the reports of one folder. */
    void folder(String folder, List<ItemReport> items);

    /**
     * Writes the sum.
     *
     * @return how many items failed
     */
    int end();
}
