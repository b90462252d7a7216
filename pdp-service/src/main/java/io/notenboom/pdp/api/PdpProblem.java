// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import io.notenboom.kit.problem.ProblemKind;
import io.notenboom.kit.problem.ProblemType;

/** The problems that this service answers with. */
public enum PdpProblem implements ProblemType {
    INVALID_REQUEST("invalid-request", 400, "The request cannot be used"),
    PEP_NOT_AUTHENTICATED("pep-not-authenticated", 401, "Not a registered enforcement point"),
    NOT_FOUND("not-found", 404, "Not found"),
    CONFLICT("conflict", 409, "Something else came first"),
    VERSION_MISSING("version-missing", 428, "Which version is meant"),
    VERSION_CHANGED("version-changed", 412, "The version is not the current one"),
    TOO_MANY_FLOWS("too-many-flows", 409, "There is no room for another flow"),
    IDEMPOTENCY_KEY_REUSED("idempotency-key-reused", 422, "The idempotency key was used for another request"),
    KIND_NOT_IN_PROFILE("kind-not-in-profile", 422, "The profile has no transfer of this kind"),
    OTHER_SIDE_REFUSED("other-side-refused", 422, "The sender's gateway refused"),
    SENDER_REFUSED("sender-refused", 422, "The organisation cannot be the sender"),
    COMPOSITION_MISSING("composition-missing", 422, "No such Composition"),
    TASK_REFUSED("task-refused", 422, "The FHIR server does not take the Task"),
    COMPOSITION_REFUSED("composition-refused", 422, "No resource list follows from the Composition"),
    RECEIVER_UNKNOWN("receiver-unknown", 422, "The receiver is not in the registry"),
    RECEIVER_INCOMPLETE("receiver-incomplete", 422, "The receiver's registration is not enough"),
    SENDER_UNKNOWN("sender-unknown", 422, "The sender has no DID"),
    NOTHING_TO_CONFIRM("nothing-to-confirm", 422, "The decision needs no confirmation"),
    NOT_EXPLAINABLE("not-explainable", 422, "The decision cannot be explained"),
    UNAVAILABLE("unavailable", 503, "Not available right now");

    private final ProblemKind kind;

    PdpProblem(String slug, int status, String title) {
        kind = new ProblemKind(slug, status, title);
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}
