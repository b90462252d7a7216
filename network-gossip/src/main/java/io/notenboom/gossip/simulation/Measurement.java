// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import java.util.Locale;

/**
 * One check of the report.
 *
 * @param scenario what was simulated
 * @param quantity what was measured, with its unit
 * @param measured the value
 * @param least the least that is right
 * @param most the most that is right
 */
public record Measurement(String scenario, String quantity, double measured, double least, double most) {

    /** What stands above the lines. */
    static final String HEADING =
            String.format(Locale.ROOT, "%-44s %-40s %14s  %-28s", "scenario", "quantity", "measured", "allowed");

    /** A value that may not be more. */
    static Measurement atMost(String scenario, String quantity, double measured, double most) {
        return new Measurement(scenario, quantity, measured, 0, most);
    }

    /** A value that may differ from a formula by a part of it in both directions. */
    static Measurement within(String scenario, String quantity, double measured, double formula, double part) {
        return new Measurement(scenario, quantity, measured, formula * (1 - part), formula * (1 + part));
    }

    /** Something that has to hold. */
    static Measurement holds(String scenario, String quantity, boolean holds) {
        return new Measurement(scenario, quantity, holds ? 1 : 0, 1, 1);
    }

    /** Whether the value is right. */
    public boolean passed() {
        return measured >= least && measured <= most;
    }

    /** What was simulated and measured. */
    public String name() {
        return scenario + ": " + quantity;
    }

    /** What is right, in words. */
    public String bound() {
        if (least == most) {
            return format(most);
        }
        return least == 0 ? "at most " + format(most) : format(least) + " to " + format(most);
    }

    private static String format(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.2f", value);
    }

    /** The line of the report. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-44s %-40s %14s  %-28s %s",
                scenario,
                quantity,
                format(measured),
                bound(),
                passed() ? "ok" : "FAILED");
    }
}
