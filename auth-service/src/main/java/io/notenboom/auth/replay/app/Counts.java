// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.app;

import io.notenboom.auth.replay.ItemReport;
import java.util.List;

/**
 * How many items had which result.
 *
 * @param passed passed
 * @param failed failed
 * @param skipped skipped
 */
record Counts(int passed, int failed, int skipped) {

    static final Counts NONE = new Counts(0, 0, 0);

    static Counts of(List<ItemReport> items) {
        Counts counts = NONE;
        for (ItemReport item : items) {
            counts = counts.plus(
                    switch (item.result()) {
                        case PASSED -> new Counts(1, 0, 0);
                        case FAILED -> new Counts(0, 1, 0);
                        case SKIPPED -> new Counts(0, 0, 1);
                    });
        }
        return counts;
    }

    Counts plus(Counts others) {
        return new Counts(passed + others.passed, failed + others.failed, skipped + others.skipped);
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }
}
