// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.listener.ClientCertificates;
import io.notenboom.trust.x509.CertificatePath;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint for clients that want their tokens bound to their certificate (RFC 8705 §3, public); the metadata names it in
 * {@code mtls_endpoint_aliases}. It is one of its own, because a client that shows a certificate to whoever asks for one does not
 * thereby want a token that is good with that certificate only.
 */
@Path("/oauth2/{subject}/mtls/token")
@RunOnVirtualThread
public class MutualTlsTokenResource {

    private final TokenResource tokens;
    private final ClientCertificates certificates;
    private final InstantSource clock;

    /** Answers as the other token endpoint does. */
    public MutualTlsTokenResource(TokenResource tokens, ClientCertificates certificates, InstantSource clock) {
        this.tokens = tokens;
        this.certificates = certificates;
        this.clock = clock;
    }

    /** Gives an access token that is bound to the client certificate of the connection. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @NoScopeNeeded("the client authenticates with its verifiable presentation")
    public Response token(
            @PathParam("subject") String subject,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            byte[] body) {
        List<X509Certificate> shown = certificates.of(request);
        if (shown.isEmpty()) {
            return OAuthAnswers.error(OAuthError.invalidRequest(
                    certificates.available()
                            ? "show a client certificate in the TLS handshake"
                            : "this server takes no client certificates; use token_endpoint of its metadata"));
        }
        X509Certificate certificate = shown.getFirst();
        return isValid(certificate)
                ? tokens.token(subject, contentType, headers, body, Fingerprints.x5tS256(certificate))
                : OAuthAnswers.error(OAuthError.invalidRequest("the client certificate is not valid now"));
    }

    private boolean isValid(X509Certificate certificate) {
        try {
            CertificatePath.requireValid(certificate, clock.instant());
            return true;
        } catch (UnfitCertificateInputException ended) {
            return false;
        }
    }
}
