// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.auth.client.RemoteServerException.Reason;
import io.notenboom.auth.dpop.ProofMaker;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.exchange.DefinitionException;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Gets access tokens for own subjects (Nuts RFC021, client side). Metadata and presentation definitions are kept for five
 * minutes, tokens in memory until 30 seconds before they expire. After a refusal the kept documents are forgotten.
 */
public final class AccessTokens {

    private static final Duration DOCUMENTS = Duration.ofMinutes(5);
    private static final Duration EARLIER = Duration.ofSeconds(30);
    private static final int CAPACITY = 1000;

    private final Subjects subjects;
    private final PublicUrl publicUrl;
    private final AuthorizationServers servers;
    private final Presenter presenter;
    private final ProofMaker proofs;
    private final InstantSource clock;
    private final ExpiringCache<URI, AuthorizationServer> metadata;
    private final ExpiringCache<String, PresentationDefinition> definitions;
    private final ExpiringCache<String, WalletTokenOutcome.Got> tokens;

    /** Gets tokens for these subjects from these servers. */
    public AccessTokens(
            Subjects subjects,
            PublicUrl publicUrl,
            AuthorizationServers servers,
            Presenter presenter,
            ProofMaker proofs,
            InstantSource clock) {
        this.subjects = subjects;
        this.publicUrl = publicUrl;
        this.servers = servers;
        this.presenter = presenter;
        this.proofs = proofs;
        this.clock = clock;
        this.metadata = new ExpiringCache<>(CAPACITY, clock);
        this.definitions = new ExpiringCache<>(CAPACITY, clock);
        this.tokens = new ExpiringCache<>(CAPACITY, clock);
    }

    /** Gets a token, or one that was got earlier for the same request. */
    public WalletTokenOutcome get(WalletTokenRequest request) {
        Optional<Subject> subject = subjects.find(request.subject()).filter(Subject::isActive);
        if (subject.isEmpty()) {
            return new WalletTokenOutcome.WrongRequest("there is no such subject, or it is deactivated");
        }
        Optional<String> mistake = Presenter.mistake(request);
        if (mistake.isPresent()) {
            return new WalletTokenOutcome.WrongRequest(mistake.get());
        }
        String key = cacheKey(request);
        Optional<WalletTokenOutcome.Got> kept = request.options().cached() ? tokens.get(key) : Optional.empty();
        return kept.isPresent() ? kept.get() : ask(request, subject.get(), key);
    }

    private WalletTokenOutcome ask(WalletTokenRequest request, Subject subject, String key) {
        try {
            AuthorizationServer server = server(request.authorizationServer());
            Optional<OwnDid> did = subject.activeDids().stream()
                    .filter(own -> server.didMethods().contains(own.did().method()))
                    .findFirst();
            if (did.isEmpty() || !server.acceptsJwtPresentations()) {
                return new WalletTokenOutcome.NotAvailable(
                        "the authorization server accepts neither the DID method nor the presentation format of this"
                                + " wallet",
                        java.util.List.of());
            }
            PresentationDefinition definition = definition(server, request.scope());
            return switch (presenter.choose(request, did.get(), server, definition)) {
                case Presenter.Choice.None none ->
                    new WalletTokenOutcome.NotAvailable(none.detail(), none.descriptors());
                case Presenter.Choice.Some some -> request(request, server, did.get(), some, key);
            };
        } catch (RemoteServerException failed) {
            forget(request);
            return new WalletTokenOutcome.RemoteFailed(
                    failed.reason(), failed.step() + ": " + failed.reason().description());
        }
    }

    private WalletTokenOutcome request(
            WalletTokenRequest request,
            AuthorizationServer server,
            OwnDid did,
            Presenter.Choice.Some choice,
            String key)
            throws RemoteServerException {
        MatchResult.Matched matched = choice.matched();
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", publicUrl.issuer(request.subject()));
        form.put("grant_type", "vp_token-bearer");
        form.put("assertion", presenter.presentation(did, server.issuer(), choice));
        form.put(
                "presentation_submission",
                matched.submission(UUID.randomUUID().toString()).toJson().toString());
        form.put("scope", request.scope());
        boolean bound = request.options().bound();
        @Nullable
        String proof = bound
                ? proofs.make(did.signingKeyId(), "POST", server.tokenEndpoint(), null)
                        .orElseThrow(() -> new IllegalStateException("an active DID has its signing key"))
                : null;
        GrantedToken granted = servers.requestToken(server, form, proof);
        if (!granted.tokenType().equals(bound ? "DPoP" : "Bearer")) {
            throw new RemoteServerException(Reason.INVALID_ANSWER, "token request");
        }
        Instant expiresAt = clock.instant().plusSeconds(granted.expiresInSeconds());
        WalletTokenOutcome.Got got = new WalletTokenOutcome.Got(
                granted, expiresAt, bound ? did.signingKeyId().toString() : null);
        tokens.put(key, got, expiresAt.minus(EARLIER));
        return got;
    }

    private AuthorizationServer server(URI issuer) throws RemoteServerException {
        Optional<AuthorizationServer> kept = metadata.get(issuer);
        if (kept.isPresent()) {
            return kept.get();
        }
        AuthorizationServer server = servers.metadata(issuer);
        metadata.put(issuer, server, clock.instant().plus(DOCUMENTS));
        return server;
    }

    private PresentationDefinition definition(AuthorizationServer server, String scope) throws RemoteServerException {
        String key = definitionKey(server.issuer(), scope);
        Optional<PresentationDefinition> kept = definitions.get(key);
        if (kept.isPresent()) {
            return kept.get();
        }
        JsonNode json = servers.presentationDefinition(server, scope);
        try {
            PresentationDefinition definition = PresentationDefinition.parse(json, "presentation definition");
            definitions.put(key, definition, clock.instant().plus(DOCUMENTS));
            return definition;
        } catch (DefinitionException unusable) {
            throw new RemoteServerException(Reason.INVALID_ANSWER, "presentation definition", unusable);
        }
    }

    private void forget(WalletTokenRequest request) {
        metadata.remove(request.authorizationServer());
        definitions.remove(definitionKey(request.authorizationServer().toString(), request.scope()));
    }

    private static String definitionKey(String issuer, String scope) {
        return issuer + " " + scope;
    }

    private static String cacheKey(WalletTokenRequest request) {
        var key = StrictJson.newObject()
                .put("subject", request.subject().value())
                .put("server", request.authorizationServer().toString())
                .put("scope", request.scope())
                .put("bound", request.options().bound());
        request.credentials().forEach(key.withArray("credentials")::add);
        request.selection().forEach(key.withObject("selection")::put);
        return CanonicalJson.text(key);
    }
}
