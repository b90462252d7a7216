// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.step.CredentialStep;
import io.notenboom.e2e.demo.step.EnrolStep;
import io.notenboom.e2e.demo.step.FetchStep;
import io.notenboom.e2e.demo.step.FindStep;
import io.notenboom.e2e.demo.step.FinishStep;
import io.notenboom.e2e.demo.step.GossipStep;
import io.notenboom.e2e.demo.step.RegisterStep;
import io.notenboom.e2e.demo.step.TokenStep;
import io.notenboom.e2e.demo.step.TransferStep;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.e2e.report.StepResult;
import java.time.InstantSource;
import java.util.List;

/** The main job: nine steps in their order. */
public final class Demo {

    private final List<DemoStep> steps;

    /** @param clock the clock of the caller's machine */
    public Demo(InstantSource clock) {
        this.steps = List.of(
                new EnrolStep(),
                new RegisterStep(),
                new GossipStep(),
                new FindStep(),
                new CredentialStep(clock),
                new TransferStep(),
                new TokenStep(),
                new FetchStep(clock),
                new FinishStep());
    }

    /** Runs the steps until one fails; the report tells the rest. */
    public void run(DemoWorld world, DemoReport report) {
        run(world, report, steps.size());
    }

    /** Runs the first steps only. */
    public void run(DemoWorld world, DemoReport report, int count) {
        for (int index = 0; index < count; index++) {
            if (!run(index + 1, steps.get(index), world, report)) {
                return;
            }
        }
    }

    private static boolean run(int number, DemoStep step, DemoWorld world, DemoReport report) {
        report.title(number + "  " + step.name());
        long start = System.nanoTime();
        boolean ok;
        boolean goOn = true;
        try {
            ok = step.run(world, report);
        } catch (StepFailure failure) {
            report.fact("FAILED", String.valueOf(failure.getMessage()));
            ok = false;
            goOn = false;
        }
        report.step(new StepResult(number, step.name(), ok, (System.nanoTime() - start) / 1_000_000));
        return goOn;
    }
}
