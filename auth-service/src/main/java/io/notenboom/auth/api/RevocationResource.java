// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.introspection.Introspection;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
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
    private final Introspection introspection;
    private final Caller caller;

    /** Ends tokens with these. */
    public RevocationResource(Revocations revocations, Introspection introspection, Caller caller) {
        this.revocations = revocations;
        this.introspection = introspection;
        this.caller = caller;
    }

    /**
     * Ends tokens; says how many were still active. A caller whose API token is for certain subjects ends their tokens only, and
     * not by holder or credential, because that ends tokens of every subject.
     */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:admin")
    @Audited("token.revoke")
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
            case "token" -> revokeToken(Secret.of(value));
            case "did" -> {
                caller.requireEverySubject();
                yield revocations.revokeHolder(
                        Did.tryParse(value).orElseThrow(() -> Problems.badRequest("did must be a DID")));
            }
            case "credential" -> {
                caller.requireEverySubject();
                yield revocations.revokeCredential(value);
            }
            case "subject" -> {
                caller.requireSubject(value);
                yield revocations.revokeSubject(SubjectId.tryParse(value)
                        .orElseThrow(() -> Problems.badRequest("subject must be a subject id")));
            }
            default -> throw new IllegalStateException("the kinds are listed above");
        };
    }

    /** A token of another subject is treated as an unknown one: the caller does not learn that it is active. */
    private int revokeToken(Secret token) {
        boolean ofOthers = introspection
                .known(token)
                .filter(found -> !caller.mayActFor(found.subject().value()))
                .isPresent();
        return ofOthers ? 0 : revocations.revokeToken(token);
    }
}
