// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.request.Refusal;

/**
 * Why a request is denied.
 *
 * @param code the name in the decision log
 * @param status the HTTP status for protocols that carry one: 401, 403, 422 or 503
 */
public record Reason(String code, int status) {

    /** The caller is no registered enforcement point or has the wrong key. */
    public static final Reason PEP_NOT_AUTHENTICATED = new Reason("pep_not_authenticated", 401);

    /** The enforcement point did not name the original request exactly once. */
    public static final Reason BAD_PEP_REQUEST = new Reason("bad_pep_request", 403);

    /** No access token. */
    public static final Reason TOKEN_MISSING = new Reason("token_missing", 401);

    /** The token is unknown, expired or revoked. */
    public static final Reason TOKEN_INACTIVE = new Reason("token_inactive", 401);

    /** The token was issued by or for another authorization server. */
    public static final Reason WRONG_TENANT = new Reason("wrong_tenant", 403);

    /** A scope of the enforcement point's profiles opens the other side of the customer as well. */
    public static final Reason SCOPE_OPENS_BOTH_SIDES = new Reason("scope_opens_both_sides", 403);

    /** A bound token without a proof. */
    public static final Reason DPOP_REQUIRED = new Reason("dpop_required", 401);

    /** A proof that does not fit, is old or was seen before. */
    public static final Reason DPOP_INVALID = new Reason("dpop_invalid", 401);

    /** A token bound to a client certificate, and no certificate. */
    public static final Reason CERTIFICATE_REQUIRED = new Reason("certificate_required", 401);

    /** A token bound to another client certificate than that of the connection. */
    public static final Reason CERTIFICATE_INVALID = new Reason("certificate_invalid", 401);

    /** No flow names this client as its receiver. */
    public static final Reason CLIENT_NOT_RECEIVER = new Reason("client_not_receiver", 403);

    /** The resource is in no flow of this client. */
    public static final Reason NOT_IN_FLOW = new Reason("not_in_flow", 403);

    /** The flow does not open this interaction. */
    public static final Reason METHOD_NOT_ALLOWED = new Reason("method_not_allowed", 403);

    /** No scope of the token opens this side. */
    public static final Reason SCOPE_NOT_ALLOWED = new Reason("scope_not_allowed", 403);

    /** The state of the Task keeps this data closed. */
    public static final Reason STATE_NOT_ALLOWED = new Reason("state_not_allowed", 403);

    /** The flow was revoked. */
    public static final Reason FLOW_REVOKED = new Reason("flow_revoked", 403);

    /** The flow is not valid yet. */
    public static final Reason FLOW_NOT_YET_VALID = new Reason("flow_not_yet_valid", 403);

    /** The flow, or its right on the data, is over. */
    public static final Reason FLOW_EXPIRED = new Reason("flow_expired", 403);

    /** Medical data without a user. */
    public static final Reason USER_REQUIRED = new Reason("user_required", 403);

    /** The user is identified less surely than the flow demands. */
    public static final Reason ASSURANCE_TOO_LOW = new Reason("assurance_too_low", 403);

    /** A step that the Task cannot take, or not by this side. */
    public static final Reason TRANSITION_NOT_ALLOWED = new Reason("transition_not_allowed", 422);

    /** More than the status changed. */
    public static final Reason TASK_CHANGED = new Reason("task_changed", 422);

    /** A notification Task that is not based on one Task, so that nobody can tell what it is about. */
    public static final Reason TASK_NOT_NAMED = new Reason("task_not_named", 422);

    /** An update that does not name the version it changes, where its customer demands that. */
    public static final Reason IF_MATCH_REQUIRED = new Reason("if_match_required", 403);

    /** Something needed for the decision cannot be asked right now. */
    public static final Reason UNAVAILABLE = new Reason("unavailable", 503);

    /** The reason of a request that the grammar refuses. */
    public static Reason of(Refusal refusal) {
        int status =
                switch (refusal) {
                    case BAD_AUTHORIZATION -> 401;
                    case BODY_MISMATCH -> 422;
                    case TOO_LONG,
                            NON_CANONICAL,
                            METHOD_OVERRIDE,
                            TOKEN_IN_QUERY,
                            AMBIGUOUS_FRAMING,
                            CONTENT_ENCODING,
                            CONTENT_TYPE_NOT_ALLOWED,
                            FORMAT_NOT_ALLOWED,
                            PREFER_NOT_ALLOWED,
                            CONDITIONAL_NOT_ALLOWED,
                            OUTSIDE_BASE,
                            NOT_IN_GRAMMAR,
                            UNKNOWN_TYPE,
                            BAD_ID,
                            SEARCH_NOT_ALLOWED,
                            HISTORY_NOT_ALLOWED,
                            COMPARTMENT_NOT_ALLOWED,
                            OPERATION_NOT_ALLOWED,
                            BATCH_NOT_ALLOWED,
                            METHOD_NOT_ALLOWED,
                            QUERY_NOT_ALLOWED,
                            DUPLICATE_PARAMETER,
                            BODY_NOT_ALLOWED,
                            BODY_REQUIRED,
                            BODY_TOO_LARGE,
                            BAD_BODY -> 403;
                };
        return new Reason(refusal.wireName(), status);
    }

    /**
     * The code as told to the outside. "No flow of yours" and "not in your flow" are one answer, so that nobody learns which
     * resources exist or who else is sent data; the decision log has the difference.
     */
    public String publicCode() {
        return equals(CLIENT_NOT_RECEIVER) ? NOT_IN_FLOW.code : code;
    }
}
