// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.pep.ForwardedCall;
import io.notenboom.pdp.pep.OpaInput;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/data/nuts/authz}: the decision for gateways with an OPA plugin. */
@Path("/v1/data/nuts/authz")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class OpaResource {

    private final PepRegister peps;
    private final RequestAuthorization authorization;

    /** Over the decision. */
    public OpaResource(PepRegister peps, RequestAuthorization authorization) {
        this.peps = peps;
        this.authorization = authorization;
    }

    /** Decides on the request in {@code input}; the enforcement point names itself in X-PEP-Id. */
    @POST
    @NoScopeNeeded("the enforcement point shows its own key in X-PEP-Key")
    public ObjectNode decide(
            @HeaderParam("X-PEP-Id") @Nullable String id,
            @HeaderParam(ForwardedCall.KEY_HEADER) @Nullable String key,
            byte[] body) {
        ObjectNode json = RequestJson.read(body);
        PepRegistration pep = peps.authenticate(id == null ? "" : id, key == null ? "" : key)
                .orElseThrow(() -> Problems.of(
                        PdpProblem.PEP_NOT_AUTHENTICATED,
                        "Send X-PEP-Id and X-PEP-Key of a registered enforcement point."));
        return switch (OpaInput.read(json.path("input"))) {
            case OpaInput.Unknown unknown ->
                throw Problems.badRequest("Send the input of an Envoy, Kong or APISIX plugin.");
            case OpaInput.Refused refused -> shown(authorization.refuse(pep, refused.request(), refused.reason()));
            case OpaInput.Original original -> shown(authorization.authorize(pep, original.request()));
        };
    }

    private static ObjectNode shown(Authorized authorized) {
        return switch (authorized.decision()) {
            case Decision.Permit permit -> answer(true, permit.basis().wireName(), 200, authorized.decisionId());
            case Decision.Deny deny ->
                answer(false, deny.reason().publicCode(), deny.reason().status(), authorized.decisionId());
        };
    }

    private static ObjectNode answer(boolean allow, String reason, int status, String decisionId) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putObject("result").put("allow", allow).put("reason", reason).put("status_code", status);
        return answer.put("decision_id", decisionId);
    }
}
