// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.notenboom.hosting.customer.plan.Step;
import io.notenboom.hosting.customer.plan.StepKind;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the host's control plane says about steps outside of the cluster: annotations of the customer's resource, one for each
 * step, {@code outside.hosting.notenboom.io/CustodyReady: "3 True Mounted mount and policies are there"}, with the generation
 * of the specification that it did. The operator reads them and never writes them, so neither overwrites the other.
 *
 * @param annotations annotations of the resource
 */
public record OutsideReports(Map<String, String> annotations) {

    /** Beginning of the annotations' names. */
    public static final String PREFIX = "outside.hosting.notenboom.io/";

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,18}) (True|False|Unknown) ([A-Z][A-Za-z0-9]{0,63})(?: (\\P{Cntrl}{1,512}))?");

    public OutsideReports {
        annotations = Map.copyOf(annotations);
    }

    /** Name of the annotation of a step. */
    public static String key(StepKind step) {
        return PREFIX + step.condition();
    }

    /** How a step is, for this generation; a report about another one, or one that cannot be read, counts as none. */
    StepOutcome of(Step step, long generation) {
        return Optional.ofNullable(annotations.get(key(step.kind())))
                .map(FORM::matcher)
                .filter(Matcher::matches)
                .filter(report -> Long.parseLong(report.group(1)) == generation)
                .map(OutsideReports::outcome)
                .orElseGet(() -> new StepOutcome.Waiting(
                        "AwaitsControlPlane", "the control plane has yet to " + step.describe()));
    }

    private static StepOutcome outcome(Matcher report) {
        String reason = report.group(3);
        String message = report.group(4) == null ? reason : report.group(4);
        return switch (report.group(2)) {
            case "True" -> new StepOutcome.Done(reason, message);
            case "False" -> new StepOutcome.Failed(reason, message);
            default -> new StepOutcome.Waiting(reason, message);
        };
    }
}
