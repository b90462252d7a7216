// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.audit.AuditRecord;
import io.notenboom.trust.rotation.RotationJournal;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What rotations do by themselves goes to the audit log. */
final class RotationBeans {

    private static final String WHO = "rotation";

    @Produces
    @Singleton
    RotationJournal rotationJournal(AuditLog log) {
        return (what, object) -> {
            long unused = log.append(new AuditRecord(WHO, what, object, AuditRecord.Outcome.BEGUN, ""));
        };
    }
}
