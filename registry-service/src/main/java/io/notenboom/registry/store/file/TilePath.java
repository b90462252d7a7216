// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import java.util.Locale;

/** Names of tiles: the number in groups of three digits, all but the last group preceded by an x (C2SP tlog-tiles). */
final class TilePath {

    private TilePath() {}

    /** Path of a full entry bundle, with slashes: {@code tile/entries/x001/x234/067}. */
    static String entries(long bundle) {
        StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "%03d", bundle % 1000));
        for (long rest = bundle / 1000; rest > 0; rest /= 1000) {
            path.insert(0, String.format(Locale.ROOT, "x%03d/", rest % 1000));
        }
        return path.insert(0, "tile/entries/").toString();
    }
}
