// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.resourceserver.CallBudget;
import io.notenboom.auth.resourceserver.ClientAuthenticator;
import io.notenboom.auth.resourceserver.ClientOutcome;
import io.notenboom.auth.resourceserver.PresentedClient;
import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.listener.ClientCertificates;
import io.notenboom.kit.metrics.ServiceMeters;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Finds out who asks about a token: a resource server of the subject that authenticates as one, or software of the node with an
 * API token. Nobody else is told anything.
 */
@Singleton
public class TokenStateCallers {

    private static final Logger LOG = Logger.getLogger(TokenStateCallers.class);
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_MANY = 429;

    private final Caller caller;
    private final ClientAuthenticator clients;
    private final ClientCertificates certificates;
    private final CallBudget budget;
    private final PublicUrl publicUrl;
    private final ServiceMeters meters;

    /** Asks these. */
    public TokenStateCallers(
            Caller caller,
            ClientAuthenticator clients,
            ClientCertificates certificates,
            CallBudget budget,
            PublicUrl publicUrl,
            ServiceMeters meters) {
        this.caller = caller;
        this.clients = clients;
        this.certificates = certificates;
        this.budget = budget;
        this.publicUrl = publicUrl;
        this.meters = meters;
    }

    /**
     * Whether it is plain from the headers that nobody authenticates, so that the rest need not be looked at.
     *
     * @param contentType of the body, in which a caller may authenticate if it is a form
     */
    static boolean isAnonymous(HttpHeaders headers, boolean form) {
        return authorization(headers).isEmpty() && !form;
    }

    /**
     * Finds out who calls.
     *
     * @param form what it sent, in which it may authenticate
     * @throws io.notenboom.kit.problem.ProblemException for an API token that is for other subjects
     */
    Identity identify(Call call, FormParameters form) {
        boolean software = !caller.tokenId().isEmpty();
        if (software) {
            caller.requireSubject(call.subject());
        }
        return SubjectId.tryParse(call.subject())
                .map(subject -> software
                        ? new Identity.Software(subject, caller.tokenId())
                        : resourceServer(call, subject, form))
                .orElseGet(() -> new Identity.Nobody(unauthorized()));
    }

    private Identity resourceServer(Call call, SubjectId subject, FormParameters form) {
        PresentedClient presented = new PresentedClient(
                subject,
                publicUrl.issuer(subject),
                authorization(call.headers()),
                form,
                certificates.of(call.request()));
        return switch (clients.authenticate(presented)) {
            case ClientOutcome.Authenticated known ->
                budget.take(known.server()) ? new Identity.Server(known.server()) : new Identity.Nobody(tooMany());
            case ClientOutcome.Refused refused -> {
                report(subject, refused.reason());
                yield new Identity.Nobody(unauthorized());
            }
            case ClientOutcome.Ambiguous _ ->
                new Identity.Nobody(OAuthAnswers.error(OAuthError.invalidRequest(
                        "authenticate in one way only: by header, client_secret or client_assertion")));
        };
    }

    /** Tells the operator; the reason holds nothing that the caller sent. */
    private void report(SubjectId subject, String reason) {
        meters.counter("resourceserver.refused", "Callers of introspection and revocation that are no resource server")
                .increment();
        LOG.infof("a caller is no resource server of subject %s: %s", subject.value(), reason);
    }

    private static List<String> authorization(HttpHeaders headers) {
        return Optional.ofNullable(headers.getRequestHeader(HttpHeaders.AUTHORIZATION))
                .orElse(List.of());
    }

    /** The same for every reason, so that nobody learns which clients there are. */
    static Response unauthorized() {
        OAuthError error = new OAuthError(
                OAuthError.Code.INVALID_CLIENT,
                "authenticate as a resource server of this subject, as it is registered, or with an API token");
        return Response.fromResponse(OAuthAnswers.error(error, UNAUTHORIZED))
                .header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"notenboom\", charset=\"UTF-8\"")
                .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"notenboom\"")
                .build();
    }

    private static Response tooMany() {
        OAuthError error = new OAuthError(
                OAuthError.Code.TEMPORARILY_UNAVAILABLE,
                "more calls in a second than this resource server may make",
                OAuthAnswers.A_MOMENT);
        return OAuthAnswers.error(error, TOO_MANY);
    }

    /**
     * A call.
     *
     * @param subject subject in the path, as it came
     */
    record Call(String subject, HttpHeaders headers, HttpServerRequest request) {}

    /** Who calls. */
    sealed interface Identity {

        /** Software of the node, which may see all tokens of the subject. */
        record Software(SubjectId subject, String tokenId) implements Identity {}

        /** A resource server, which may see tokens for its own audience. */
        record Server(ResourceServer server) implements Identity {}

        /** Somebody who gets this answer. */
        record Nobody(Response answer) implements Identity {}
    }
}
