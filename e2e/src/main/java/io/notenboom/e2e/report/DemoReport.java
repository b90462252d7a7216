// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the outcomes of a run and tells them: step by step for a person, as one line of JSON for a tool. */
public final class DemoReport {

    /** Number of steps of a complete run. */
    public static final int STEPS = 9;

    private final PrintStream out;
    private final List<StepResult> steps = new ArrayList<>();
    private final List<RefusalResult> refusals = new ArrayList<>();

    /** @param out where the narration goes */
    public DemoReport(PrintStream out) {
        this.out = out;
    }

    /** A headline. */
    public void title(String text) {
        out.printf("%n%s%n", text);
    }

    /** A fact inside a step: a label of at most 26 characters and what was seen. */
    public void fact(String label, Object value) {
        out.printf("     %-26s %s%n", label, value);
    }

    /** Records and tells the end of a step. */
    public void step(StepResult step) {
        steps.add(step);
        out.printf("  %s  step %d done in %d ms%n", step.ok() ? "✔" : "✘", step.number(), step.milliseconds());
    }

    /** Records and tells a refusal. */
    public void refusal(RefusalResult refusal) {
        refusals.add(refusal);
        out.printf(
                "     %s %-44s %3d  %-22s %s%n",
                refusal.ok() ? "✔" : "✘",
                refusal.name(),
                refusal.status(),
                refusal.reason(),
                refusal.decisionId().isEmpty() ? "(no decision id)" : refusal.decisionId());
    }

    /** Whether all nine steps were done and went well, and every attempt that must be refused was. */
    public boolean ok() {
        return steps.size() == STEPS
                && steps.stream().allMatch(StepResult::ok)
                && !refusals.isEmpty()
                && refusals.stream().allMatch(RefusalResult::ok);
    }

    /** Whether this many steps were done and all went well. */
    public boolean wellSoFar(int count) {
        return steps.size() == count && steps.stream().allMatch(StepResult::ok);
    }

    /** Tells the summary as a table. */
    public void summary() {
        title("Summary");
        steps.forEach(step -> out.printf(
                "  %s %d  %-44s %7d ms%n", step.ok() ? "✔" : "✘", step.number(), step.name(), step.milliseconds()));
        long refused = refusals.stream().filter(RefusalResult::ok).count();
        out.printf(
                "  %s    %d of %d attempts refused as they must be%n",
                refused == refusals.size() ? "✔" : "✘", refused, refusals.size());
        out.printf(
                "%n%s%n", ok() ? "All went as it must." : "Something did not go as it must: see the lines marked ✘.");
    }

    /** The run in one line of JSON. */
    public String json() {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("ok", ok());
        run.put("steps", steps);
        run.put("refusals", refusals);
        try {
            return new ObjectMapper().writeValueAsString(run);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("the report cannot be written as JSON", impossible);
        }
    }
}
