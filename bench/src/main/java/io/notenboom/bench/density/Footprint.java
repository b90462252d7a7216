// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.density;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * Memory of processes as Linux counts it ({@code /proc/<pid>/smaps_rollup}), in KiB.
 *
 * @param resident all pages that are there; pages of several processes count in each
 * @param proportional the same, but a page of several processes counts in each for its part: sums are what is really taken
 * @param own pages that no other process has
 */
public record Footprint(long resident, long proportional, long own) {

    private static final double KIB_PER_MIB = 1024;

    /** Nothing. */
    static final Footprint NONE = new Footprint(0, 0, 0);

    /** That of a running process of this user. */
    static Footprint of(long process) throws IOException {
        return parse(Files.readAllLines(Path.of("/proc", Long.toString(process), "smaps_rollup")));
    }

    /** All of these together. */
    static Footprint of(Collection<Long> processes) throws IOException {
        Footprint sum = NONE;
        for (long process : processes) {
            sum = sum.plus(of(process));
        }
        return sum;
    }

    static Footprint parse(List<String> lines) {
        long resident = 0;
        long proportional = 0;
        long own = 0;
        for (String line : lines) {
            String[] words = line.split("\\s+", 3);
            switch (words[0]) {
                case "Rss:" -> resident = Long.parseLong(words[1]);
                case "Pss:" -> proportional = Long.parseLong(words[1]);
                case "Private_Clean:", "Private_Dirty:" -> own += Long.parseLong(words[1]);
                default -> {
                    // parts and other sums
                }
            }
        }
        return new Footprint(resident, proportional, own);
    }

    Footprint plus(Footprint other) {
        return new Footprint(resident + other.resident, proportional + other.proportional, own + other.own);
    }

    /** One of so many equal parts. */
    Footprint part(int parts) {
        return new Footprint(resident / parts, proportional / parts, own / parts);
    }

    /** In MiB. */
    public double residentMib() {
        return resident / KIB_PER_MIB;
    }

    /** In MiB. */
    public double proportionalMib() {
        return proportional / KIB_PER_MIB;
    }

    /** In MiB. */
    public double ownMib() {
        return own / KIB_PER_MIB;
    }
}
