// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.hosting.control.execute.Journal;
import io.notenboom.hosting.control.execute.StepOutcome;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.audit.AuditRecord;
import io.notenboom.kit.audit.AuditRecord.Outcome;
import io.notenboom.trust.customer.CustomerId;

/** The journal in the audit log of the control plane. */
final class AuditJournal implements Journal {

    private static final String WHO = "control-plane";

    private final AuditLog log;

    AuditJournal(AuditLog log) {
        this.log = log;
    }

    @Override
    public void begins(CustomerId customer, StepKind step) {
        append(customer, step, Outcome.BEGUN);
    }

    @Override
    public void ended(CustomerId customer, StepKind step, StepOutcome outcome) {
        switch (outcome) {
            case StepOutcome.Done unused -> append(customer, step, Outcome.DONE);
            case StepOutcome.Failed unused -> append(customer, step, Outcome.FAILED);
            case StepOutcome.Waiting unused -> {}
        }
    }

    private void append(CustomerId customer, StepKind step, Outcome outcome) {
        var unused = log.append(new AuditRecord(WHO, "customer." + step.wireName(), customer.value(), outcome, ""));
    }
}
