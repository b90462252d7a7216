// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import java.util.List;

/**
 * What one benchmark found.
 *
 * @param name by which it is run
 * @param title headline
 * @param rows of a table with the columns What, Ours, Limit or peer, Share
 * @param method how it was measured
 */
record Section(String name, String title, List<String> rows, String method) {

    Section {
        rows = List.copyOf(rows);
    }

    /** One row. */
    static String row(String what, String ours, String limit, String share) {
        return "| " + what + " | " + ours + " | " + limit + " | " + share + " |";
    }
}
