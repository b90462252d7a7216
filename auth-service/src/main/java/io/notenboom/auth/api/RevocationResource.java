// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.secret.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;

/** Ending tokens by token, holder, credential or subject (internal). */
@Path("/auth/v1/tokens/revocations")
@RunOnVirtualThread
public class RevocationResource {

    private static final List<String> KINDS = List.of("token", "did", "credential", "subject");

    private final Revocations revocations;

    /** Ends tokens with this. */
    public RevocationResource(Revocations revocations) {
        this.revocations = revocations;
    }

    /** Ends tokens; says how many were still active. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:admin")
    public ObjectNode revoke(byte[] body) {
        JsonBody request = JsonBody.parse(body).only(Set.copyOf(KINDS));
        List<String> given =
                KINDS.stream().filter(kind -> request.text(kind).isPresent()).toList();
        if (given.size() != 1) {
            throw Problems.badRequest("the body must have exactly one of token, did, credential and subject");
        }
        int revoked = revoke(given.getFirst(), request.requiredText(given.getFirst()));
        return JsonNodeFactory.instance.objectNode().put("revoked", revoked);
    }

    private int revoke(String kind, String value) {
        return switch (kind) {
            case "token" -> revocations.revokeToken(Secret.of(value));
            case "did" ->
                revocations.revokeHolder(
                        Did.tryParse(value).orElseThrow(() -> Problems.badRequest("did must be a DID")));
            case "credential" -> revocations.revokeCredential(value);
            case "subject" ->
                revocations.revokeSubject(SubjectId.tryParse(value)
                        .orElseThrow(() -> Problems.badRequest("subject must be a subject id")));
            default -> throw new IllegalStateException("the kinds are listed above");
        };
    }
}
