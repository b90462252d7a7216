// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import java.util.Locale;

/**
 * One line of the report.
 *
 * @param scenario what was simulated
 * @param quantity what was measured, with its unit
 * @param measured the value
 * @param least the least that is right
 * @param most the most that is right
 */
public record Measurement(String scenario, String quantity, double measured, double least, double most) {

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

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%-44s %-36s %14.2f %14.2f %14.2f  %s",
                scenario,
                quantity,
                measured,
                least,
                most,
                passed() ? "ok" : "FAILED");
    }
}
