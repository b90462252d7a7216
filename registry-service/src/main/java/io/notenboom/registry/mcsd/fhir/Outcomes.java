// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.fhir;

import org.hl7.fhir.r4.model.OperationOutcome;

/** Errors and warnings in FHIR. */
final class Outcomes {

    private Outcomes() {}

    static OperationOutcome error(String code, String text) {
        return outcome(OperationOutcome.IssueSeverity.ERROR, OperationOutcome.IssueType.fromCode(code), text);
    }

    static OperationOutcome warning(String text) {
        return outcome(OperationOutcome.IssueSeverity.WARNING, OperationOutcome.IssueType.INCOMPLETE, text);
    }

    private static OperationOutcome outcome(
            OperationOutcome.IssueSeverity severity, OperationOutcome.IssueType type, String text) {
        OperationOutcome outcome = new OperationOutcome();
        outcome.addIssue().setSeverity(severity).setCode(type).setDiagnostics(text);
        return outcome;
    }
}
