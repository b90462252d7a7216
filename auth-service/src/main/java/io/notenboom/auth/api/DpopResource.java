// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.dpop.ProofMaker;
import io.notenboom.auth.dpop.ProofOutcome;
import io.notenboom.auth.dpop.ProofQuestion;
import io.notenboom.auth.dpop.ProofValidation;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.secret.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Set;

/** Making and checking DPoP proofs (internal), as a Nuts node v6 serves it. */
@Path("/internal/auth/v2/dpop")
@RunOnVirtualThread
public class DpopResource {

    private final ProofMaker maker;
    private final ProofValidation validation;
    private final SubjectAccess access;

    /** Makes and checks with these. */
    public DpopResource(ProofMaker maker, ProofValidation validation, SubjectAccess access) {
        this.maker = maker;
        this.validation = validation;
        this.access = access;
    }

    /** Makes a proof with the key of an own DID. */
    @POST
    @Path("/{kid}")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:request")
    @NotAudited("a proof for one request of a caller that may make tokens")
    public ObjectNode make(@PathParam("kid") @Encoded String kid, byte[] body) {
        JsonBody request = JsonBody.parse(body).only(Set.of("htm", "htu", "token", "nonce"));
        DidUrl method = PathText.didUrl(kid);
        access.requireOwnerOf(method.did());
        String proof = maker.make(
                        method,
                        request.requiredText("htm"),
                        request.requiredUri("htu"),
                        Secret.of(request.requiredText("token")),
                        request.text("nonce").orElse(null))
                .orElseThrow(() -> new ProblemException(
                        AuthProblem.KEY_NOT_FOUND, "Use the dpop_kid that came with the access token."));
        return JsonNodeFactory.instance.objectNode().put("dpop", proof);
    }

    /** Checks a proof and uses it up; with {@code require_nonce} one without a nonce of this node is told the nonce to show. */
    @POST
    @Path("/validate")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:dpop")
    @NotAudited("only asks")
    public ObjectNode validate(byte[] body) {
        JsonBody request = JsonBody.parse(body)
                .only(Set.of("dpop_proof", "method", "thumbprint", "token", "url", "strict", "require_nonce"));
        ProofQuestion question = new ProofQuestion(
                request.requiredText("dpop_proof"),
                request.requiredText("method"),
                request.requiredUri("url"),
                Secret.of(request.requiredText("token")),
                request.requiredText("thumbprint"),
                new ProofQuestion.Terms(request.flag("strict", false), request.flag("require_nonce", false)));
        return switch (validation.validate(question)) {
            case ProofOutcome.Valid _ -> JsonNodeFactory.instance.objectNode().put("valid", true);
            case ProofOutcome.NonceNeeded needed ->
                JsonNodeFactory.instance
                        .objectNode()
                        .put("valid", false)
                        .put("reason", "use_dpop_nonce")
                        .put("nonce", needed.nonce());
            case ProofOutcome.Invalid invalid ->
                JsonNodeFactory.instance.objectNode().put("valid", false).put("reason", invalid.reason());
        };
    }
}
