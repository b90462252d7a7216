// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Reason;

/** The FHIR OperationOutcome of a denial; equal for equal public reasons, apart from the decision id. */
final class OperationOutcomes {

    private OperationOutcomes() {}

    static ObjectNode of(Reason reason, String decisionId) {
        ObjectNode outcome = JsonNodeFactory.instance.objectNode().put("resourceType", "OperationOutcome");
        String code =
                switch (reason.status()) {
                    case 401 -> "login";
                    case 422 -> "business-rule";
                    case 503 -> "transient";
                    default -> "forbidden";
                };
        ObjectNode issue =
                outcome.putArray("issue").addObject().put("severity", "error").put("code", code);
        ObjectNode details = issue.putObject("details");
        details.putArray("coding")
                .addObject()
                .put("system", "urn:notenboom:pdp:reason")
                .put("code", reason.publicCode());
        details.put("text", "Denied: " + reason.publicCode() + "." + advice(reason));
        issue.put("diagnostics", "Name decision " + decisionId + " when you ask the data holder about this answer.");
        return outcome;
    }

    /** What to send instead, where the caller made a mistake that it can mend. */
    private static String advice(Reason reason) {
        return reason.equals(Reason.TASK_NOT_NAMED)
                ? " Give basedOn one reference to the Task that the notification is about, which ends in Task/{id}."
                : "";
    }
}
