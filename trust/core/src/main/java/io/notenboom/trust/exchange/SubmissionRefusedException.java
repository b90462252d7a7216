// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import java.util.List;

/** A presentation submission is not accepted. The message is safe to show and never holds text of the submission. */
public final class SubmissionRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final transient List<MatchResult.DescriptorGap> gaps;

    /** @param reason why, any but NOT_FULFILLED */
    SubmissionRefusedException(Reason reason) {
        super(reason.description());
        this.reason = reason;
        this.gaps = List.of();
    }

    /** @param gaps the descriptors that no presented credential meets */
    SubmissionRefusedException(List<MatchResult.DescriptorGap> gaps) {
        super(Reason.NOT_FULFILLED.description());
        this.reason = Reason.NOT_FULFILLED;
        this.gaps = List.copyOf(gaps);
    }

    /** Why it is not accepted. */
    public Reason reason() {
        return reason;
    }

    /** With NOT_FULFILLED, which descriptors lack a credential; else empty. */
    public List<MatchResult.DescriptorGap> gaps() {
        return gaps;
    }

    /** Why a submission is not accepted. */
    public enum Reason {
        /** Not a presentation submission. */
        MALFORMED("presentation_submission must be an object with id, definition_id and descriptor_map"),
        /** For another definition. */
        OTHER_DEFINITION("presentation_submission is for another presentation definition"),
        /** Names a descriptor twice, or not exactly those that are needed. */
        DESCRIPTORS("presentation_submission must map each needed input descriptor once, and no other"),
        /** A path that points at no credential. */
        PATH("a path in presentation_submission does not point at a credential of the presentation"),
        /** Another format than that of the credential. */
        FORMAT("a format in presentation_submission is not that of the credential"),
        /** Another credential than the first that fits. */
        OTHER_CREDENTIAL(
                "presentation_submission maps an input descriptor to another credential than the first that fits"),
        /** The definition asks for more. */
        NOT_FULFILLED("the presented credentials do not fulfil the presentation definition");

        private final String description;

        Reason(String description) {
            this.description = description;
        }

        /** What is wrong, for people. */
        public String description() {
            return description;
        }
    }
}
