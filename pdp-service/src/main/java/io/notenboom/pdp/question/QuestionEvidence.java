// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.log.Evidence;
import java.util.ArrayList;
import java.util.List;

/** Collects what the log needs so that a decision can be made again later. */
public final class QuestionEvidence {

    private QuestionEvidence() {}

    /** Of a question and what was decided. */
    public static Evidence of(Question question, Decision decision) {
        List<Flow> candidates = FlowCandidates.of(question, decision);
        List<Evidence.FlowVersion> versions = new ArrayList<>();
        for (Flow flow : candidates.subList(0, Math.min(candidates.size(), QuestionWriter.MAX_FLOWS))) {
            versions.add(new Evidence.FlowVersion(
                    flow.version() + "@" + flow.id(), () -> FlowRecords.write(flow, question.now())));
        }
        return new Evidence(QuestionWriter.write(question, candidates), versions);
    }
}
