// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.audit;

/**
 * One act. Names and ids only, no personal data, no content.
 *
 * @param who id of the API token, or the component that acted by itself
 * @param what the act, as {@code transfer.cancel}
 * @param object id of what it was done to
 * @param outcome how it ended
 * @param requestId id of the request; empty outside one
 */
public record AuditRecord(String who, String what, String object, Outcome outcome, String requestId) {

    private static final int MAX_LENGTH = 512;

    /** How an act ended. */
    public enum Outcome {
        /** It is about to be done; a record of how it ended follows, unless the service ended before. */
        BEGUN,
        /** It was done. */
        DONE,
        /** Our rules did not permit it. */
        REFUSED,
        /** It was permitted and went wrong. */
        FAILED
    }

    /** @throws IllegalArgumentException for a text over 512 characters or with control characters */
    public AuditRecord {
        for (String text : new String[] {who, what, object, requestId}) {
            if (text.length() > MAX_LENGTH || text.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("an audit record has short texts without control characters");
            }
        }
    }
}
