// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

/**
 * What a flow is, apart from its content.
 *
 * @param subject the customer's subject (tenant) that the flow belongs to
 * @param role the subject's side in it
 * @param profile name of the use-case profile it was made under
 * @param createdBy id of the API token that made it
 */
public record FlowHeader(String id, long version, String subject, Role role, String profile, String createdBy) {

    /** The header of the next version. */
    public FlowHeader next() {
        return new FlowHeader(id, version + 1, subject, role, profile, createdBy);
    }
}
