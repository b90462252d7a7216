// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

/**
 * How large the drill is.
 *
 * @param customers how many, 2 to 99
 * @param plan what they took: {@code small} or {@code standard}
 * @param vault whether their keys are in an OpenBao, which the drill starts
 */
public record HostingOptions(int customers, String plan, boolean vault) {

    /** What is promised: twenty customers on one machine. */
    public static final int USUAL = 20;

    private static final int FEWEST = 2;
    private static final int MOST = 99;

    /** @throws IllegalArgumentException for what cannot be run */
    public HostingOptions {
        if (customers < FEWEST || customers > MOST) {
            throw new IllegalArgumentException("--customers is " + FEWEST + " to " + MOST);
        }
        if (!plan.equals("small") && !plan.equals("standard")) {
            throw new IllegalArgumentException("--plan is small or standard");
        }
    }
}
