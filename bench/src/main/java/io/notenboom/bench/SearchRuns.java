// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import io.notenboom.bench.scratch.ScratchFolder;
import io.notenboom.bench.search.HttpSearch;
import io.notenboom.bench.search.SearchBenchmark;
import io.notenboom.bench.search.SearchFigures;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Search at three sizes in process, and at the largest over HTTP. */
final class SearchRuns {

    private SearchRuns() {}

    /** Measures. */
    static Section run(Path home) throws IOException, InterruptedException {
        List<String> rows = new ArrayList<>();
        for (int size : SearchBenchmark.SIZES) {
            SearchFigures figures = SearchBenchmark.measure(size);
            System.out.print(figures.text());
            rows.add(Section.row(
                    String.format(Locale.ROOT, "index of %,d organisations built", size),
                    String.format(
                            Locale.ROOT,
                            "%.1f s, %.0f MB of files, %.0f MB of heap",
                            figures.buildSeconds(),
                            figures.megabytes(),
                            figures.heapMegabytes()),
                    "60 s for 1,000,000",
                    "–"));
            figures.queries()
                    .forEach(kind ->
                            rows.add(row(kind.name(), size, "", kind.wall().inWords(), "p95 15 ms")));
        }
        int largest = SearchBenchmark.SIZES.getLast();
        try (ScratchFolder folder = ScratchFolder.below(home.resolve("target"))) {
            HttpSearch.measure(home, folder.path(), largest)
                    .forEach((kind, wall) -> rows.add(row(kind, largest, " over HTTP", wall.inWords(), "p95 30 ms")));
        }
        return new Section(
                "search",
                "Search",
                rows,
                "made-up Dutch organisations; " + SearchBenchmark.QUERIES
                        + " queries of each kind, one at a time, after " + SearchBenchmark.WARM_UP
                        + " to warm up, pages of 20; heap: in use after a collection, the index's part. Over HTTP: a registry"
                        + " process with the settings of `./notenboom up` (heap 192 MB, first compiler only).");
    }

    private static String row(String kind, int size, String way, String ours, String limit) {
        return Section.row(String.format(Locale.ROOT, "search `%s` among %,d%s", kind, size, way), ours, limit, "–");
    }
}
