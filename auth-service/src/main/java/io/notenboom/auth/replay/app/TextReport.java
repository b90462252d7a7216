// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.app;

import io.notenboom.auth.replay.ItemReport;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One line for each item, a line for each folder, and the sum as the last line. */
final class TextReport implements ReportWriter {

    private static final int MOST_PROBLEMS = 12;

    private final PrintStream out;
    private Counts all = Counts.NONE;

    TextReport(PrintStream out) {
        this.out = out;
    }

    @Override
    public void folder(String folder, List<ItemReport> items) {
        for (ItemReport item : items) {
            out.printf(
                    "%-7s %s: %s%n",
                    item.result().name().toLowerCase(Locale.ROOT),
                    plain(item.name()),
                    plain(String.join("; ", said(item))));
        }
        Counts counts = Counts.of(items);
        all = all.plus(counts);
        out.println("recording " + folder + ": " + counts);
    }

    private static List<String> said(ItemReport item) {
        List<String> said = new ArrayList<>();
        if (item.result() == ItemReport.Result.FAILED) {
            item.problems().stream().limit(MOST_PROBLEMS).forEach(said::add);
            int more = item.problems().size() - MOST_PROBLEMS;
            if (more > 0) {
                said.add("and " + more + " more");
            }
            return said;
        }
        said.addAll(item.checks());
        said.addAll(item.differences());
        item.undecided().forEach(reason -> said.add("not decided: " + reason));
        return said;
    }

    /** On one line, whatever a recorded message holds. */
    private static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\s]+", " ");
    }

    @Override
    public int end() {
        out.println(all);
        return all.failed();
    }
}
