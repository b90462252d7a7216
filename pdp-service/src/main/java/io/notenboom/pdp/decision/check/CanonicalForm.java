// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.NonCanonical;
import java.util.Optional;

/** The request is in canonical form; the grammar says why it is not. */
public record CanonicalForm() implements RequestCheck {

    @Override
    public CheckName name() {
        return CheckName.CANONICAL_REQUEST;
    }

    @Override
    public Optional<Reason> refusal(Question question) {
        return switch (question.request()) {
            case CanonicalRequest request -> Optional.empty();
            case NonCanonical refused -> Optional.of(Reason.of(refused.reason()));
        };
    }
}
