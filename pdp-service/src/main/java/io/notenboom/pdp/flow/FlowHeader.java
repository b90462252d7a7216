// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.regex.Pattern;

/**
 * What a flow is, apart from its content.
 *
 * @param subject the customer's subject (tenant) that the flow belongs to
 * @param role the subject's side in it
 * @param profile name of the use-case profile it was made under
 * @param createdBy id of the API token that made it
 */
public record FlowHeader(String id, long version, String subject, Role role, String profile, String createdBy) {

    private static final Pattern SUBJECT = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,128}");

    /** Whether a text can be the id of a subject: 1 to 128 of {@code A-Z a-z 0-9 . _ -}, and neither {@code .} nor {@code ..}. */
    public static boolean validSubject(String text) {
        return SUBJECT.matcher(text).matches();
    }

    /** The header of the next version. */
    public FlowHeader next() {
        return new FlowHeader(id, version + 1, subject, role, profile, createdBy);
    }
}
