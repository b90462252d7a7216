// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.guide;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Compares what a page shows with what was printed. */
final class Printed {

    private static final String LEFT_OUT = "…";

    private Printed() {}

    /** The first line of the page that was not printed after the lines before it; empty if all were. */
    static Optional<String> missing(List<String> shown, List<String> printed) {
        int at = 0;
        for (String line : shown) {
            Pattern wanted = pattern(line);
            while (at < printed.size() && !wanted.matcher(printed.get(at)).matches()) {
                at++;
            }
            if (at == printed.size()) {
                return Optional.of(line);
            }
            at++;
        }
        return Optional.empty();
    }

    /** Spaces count as one: columns are as wide as what is in them. */
    private static Pattern pattern(String line) {
        return Pattern.compile(Arrays.stream(line.strip().split(LEFT_OUT, -1))
                .map(part ->
                        Arrays.stream(part.split(" +", -1)).map(Pattern::quote).collect(Collectors.joining("\\s+")))
                .collect(Collectors.joining(".*", "\\s*", "\\s*")));
    }
}
