// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import io.notenboom.kit.problem.ProblemKind;
import io.notenboom.kit.problem.ProblemType;

/** The problems that the control plane answers with. */
public enum HostingProblem implements ProblemType {
    INVALID_REQUEST("invalid-request", 400, "The request cannot be used"),
    SAME_PERSON("same-person", 403, "Another person has to approve"),
    NOT_FOUND("not-found", 404, "Not found"),
    ID_TAKEN("id-taken", 409, "The id is or was another customer's"),
    NOT_ARCHIVED("not-archived", 409, "The customer is not archived"),
    ENDING("customer-ending", 409, "The customer is being destroyed"),
    REQUEST_OVER("request-over", 409, "The request is over"),
    UPGRADE_UNDER_WAY("upgrade-under-way", 409, "Another upgrade is under way"),
    NOTHING_TO_UPGRADE("nothing-to-upgrade", 409, "There is nothing to upgrade"),
    VERSION_CHANGED("version-changed", 412, "The version is not the current one"),
    SPECIFICATION_REFUSED("specification-refused", 422, "The specification cannot be used"),
    VERSION_MISSING("version-missing", 428, "Which version is meant");

    private final ProblemKind kind;

    HostingProblem(String slug, int status, String title) {
        kind = new ProblemKind(slug, status, title);
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
