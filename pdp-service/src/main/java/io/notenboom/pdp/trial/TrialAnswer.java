// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.explain.Explainer;
import io.notenboom.pdp.explain.Explanation;

/** What would be decided. */
public final class TrialAnswer {

    private static final int OK = 200;

    private TrialAnswer() {}

    /** Decides on a trial, with all checks; nothing is logged and nothing changes. */
    public static ObjectNode of(Question question) {
        Explanation explanation = Explainer.explain(question);
        ObjectNode json = Outcome.of(explanation.decision()).toJson();
        json.put(
                "status",
                switch (explanation.decision()) {
                    case Decision.Permit permit -> OK;
                    case Decision.Deny deny -> deny.reason().status();
                });
        json.put("failed", Outcome.failedCheck(explanation.decision()));
        json.put("profile", question.profile().name())
                .put("profileVersion", question.profile().version());
        json.set("explanation", explanation.toJson());
        return json;
    }
}
