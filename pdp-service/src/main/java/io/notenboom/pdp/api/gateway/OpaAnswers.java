// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;

/** The answer to an OPA input document, with the members that the plugin of the dialect reads. */
final class OpaAnswers {

    private static final String ALLOW = "allow";
    private static final String REASON = "reason";

    private OpaAnswers() {}

    static ObjectNode of(Dialect dialect, Authorized authorized, JsonNode input) {
        return dialect == Dialect.KNOOPPUNT ? knooppunt(authorized, input) : result(dialect, authorized);
    }

    private static ObjectNode result(Dialect dialect, Authorized authorized) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode result = answer.putObject("result");
        boolean allow = allows(authorized);
        result.put(ALLOW, allow).put(REASON, reason(authorized)).put("status_code", status(authorized));
        result.set("headers", headers(authorized));
        switch (dialect) {
            case KONG_OPA -> {
                result.put("status", status(authorized));
                if (!allow) {
                    result.put("message", "Denied: " + reason(authorized) + ".");
                }
            }
            case ENVOY_OPA -> {
                result.put("allowed", allow).put("http_status", status(authorized));
                result.set("response_headers_to_add", headers(authorized));
                if (authorized.decision() instanceof Decision.Deny deny) {
                    result.put(
                            "body",
                            OperationOutcomes.of(deny.reason(), authorized.decisionId())
                                    .toString());
                }
            }
            case APISIX_OPA, PXP, KNOOPPUNT, ORIGINAL, FORWARDED, ENVOY, AUTHZEN -> {}
        }
        authorized.requestHash().ifPresent(hash -> answer.put("request_hash", hash));
        return answer.put("decision_id", authorized.decisionId());
    }

    private static ObjectNode headers(Authorized authorized) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        switch (authorized.decision()) {
            case Decision.Permit permit -> PermitHeaders.of(authorized, permit).forEach(headers::put);
            case Decision.Deny deny -> {
                headers.put("X-Decision-Id", authorized.decisionId());
                headers.put("X-Decision-Reason", deny.reason().publicCode());
                if (deny.reason().status() == 401) {
                    headers.put("WWW-Authenticate", Challenges.of(deny.reason()));
                }
            }
        }
        return headers;
    }

    /** One entry for each scope of the token, because these documents name policies by scope. */
    private static ObjectNode knooppunt(Authorized authorized, JsonNode input) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode().put(ALLOW, allows(authorized));
        ObjectNode policies = answer.putObject("policies");
        String opening = "";
        if (authorized.decision() instanceof Decision.Permit permit) {
            opening = permit.scope();
            if (!permit.obligations().isEmpty()) {
                var obligations = answer.putArray("obligations");
                permit.obligations().stream().sorted().forEach(obligation -> obligations.add(obligation.wireName()));
            }
        }
        for (String scope : input.path("subject").path("scope").asText("").split(" ")) {
            if (!scope.isEmpty()) {
                ObjectNode policy = policies.putObject(scope).put(ALLOW, scope.equals(opening));
                var reasons = policy.putArray("reasons");
                if (authorized.decision() instanceof Decision.Deny deny) {
                    reasons.addObject()
                            .put("code", knooppuntCode(deny.reason()))
                            .put("description", deny.reason().publicCode());
                } else if (!scope.equals(opening)) {
                    reasons.addObject().put("code", "info").put("description", "another scope permits");
                }
            }
        }
        if (status(authorized) == Reason.UNAVAILABLE.status()) {
            answer.put("error", "the decision cannot be made right now");
        }
        authorized.requestHash().ifPresent(hash -> answer.put("request_hash", hash));
        return answer.put("decision_id", authorized.decisionId()).put("status_code", status(authorized));
    }

    private static String knooppuntCode(Reason reason) {
        return switch (reason.status()) {
            case 503 -> "pip_error";
            case 422 -> "unexpected_input";
            default -> "not_allowed";
        };
    }

    private static boolean allows(Authorized authorized) {
        return authorized.decision() instanceof Decision.Permit;
    }

    private static String reason(Authorized authorized) {
        return switch (authorized.decision()) {
            case Decision.Permit permit -> permit.basis().wireName();
            case Decision.Deny deny -> deny.reason().publicCode();
        };
    }

    private static int status(Authorized authorized) {
        return switch (authorized.decision()) {
            case Decision.Permit permit -> 200;
            case Decision.Deny deny -> deny.reason().status();
        };
    }
}
