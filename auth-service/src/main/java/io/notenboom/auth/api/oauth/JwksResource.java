// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import io.notenboom.auth.introspection.IntrospectionSigner;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.access.NoScopeNeeded;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** The keys that a subject's authorization server signs with (public). */
@Path("/oauth2/{subject}/jwks")
@RunOnVirtualThread
public class JwksResource {

    private static final int NOT_FOUND = 404;

    private final Subjects subjects;
    private final IntrospectionSigner signer;

    /** Answers from these. */
    public JwksResource(Subjects subjects, IntrospectionSigner signer) {
        this.subjects = subjects;
        this.signer = signer;
    }

    /** The JWK set that {@code jwks_uri} of the metadata names: signed introspection answers verify with its keys. */
    @GET
    @NoScopeNeeded("public keys")
    public Response keys(@PathParam("subject") String subject) {
        return SubjectId.tryParse(subject)
                .flatMap(subjects::find)
                .filter(Subject::isActive)
                .map(found -> OAuthAnswers.cacheable(signer.keys(found)))
                .orElseGet(() -> OAuthAnswers.error(OAuthError.invalidRequest("subject not found"), NOT_FOUND));
    }
}
