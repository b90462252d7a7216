// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.trust.secret.Secret;
import java.util.Map;

/** Introspection and proof validation by the node's auth-service. */
public final class AuthServiceIntrospection implements TokenIntrospection, ProofValidation {

    private static final String PROOF_PATH = "/internal/auth/v2/dpop/validate";

    private final JsonCalls auth;

    /** Over calls to the auth-service. */
    public AuthServiceIntrospection(JsonCalls auth) {
        this.auth = auth;
    }

    @Override
    public TokenOutcome introspect(String subject, Secret token) {
        return switch (auth.postForm("/oauth2/" + subject + "/introspect", Map.of("token", token.reveal()))) {
            case JsonCalls.Answer.Ok ok -> IntrospectionAnswer.read(ok.body());
            case JsonCalls.Answer.Refused refused -> new TokenOutcome.Unavailable();
            case JsonCalls.Answer.Unreachable unreachable -> new TokenOutcome.Unavailable();
        };
    }

    @Override
    public ProofOutcome validate(Proof proof) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("dpop_proof", proof.compact()).put("method", proof.method()).put("thumbprint", proof.thumbprint());
        body.put("token", proof.token().reveal()).put("url", proof.url()).put("strict", true);
        return switch (auth.post(PROOF_PATH, body)) {
            case JsonCalls.Answer.Ok ok when ok.body().path("valid").asBoolean(false) -> new ProofOutcome.Valid();
            case JsonCalls.Answer.Ok invalid -> new ProofOutcome.Invalid();
            case JsonCalls.Answer.Refused refused when refused.status() == 400 -> new ProofOutcome.Invalid();
            case JsonCalls.Answer.Refused refused -> new ProofOutcome.Unavailable();
            case JsonCalls.Answer.Unreachable unreachable -> new ProofOutcome.Unavailable();
        };
    }
}
