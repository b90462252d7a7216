// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.e2e.report.DemoReport;

/** One step of the main job. */
public interface DemoStep {

    /** What it does, in a few words. */
    String name();

    /**
     * Does it and tells what happened.
     *
     * @return false if an attempt that must be refused was not
     * @throws io.notenboom.e2e.client.StepFailure if something that must work did not
     */
    boolean run(DemoWorld world, DemoReport report);
}
