// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.auth.client.RemoteServerException.Reason;
import io.notenboom.auth.dpop.ProofMaker;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.exchange.DefinitionException;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.jsonld.JsonLdException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gets access tokens for own subjects (Nuts RFC021, client side). Metadata and presentation definitions are kept for five
 * minutes, tokens in memory until 30 seconds before they expire. After a refusal the kept documents are forgotten.
 */
public final class AccessTokens {

    private static final Duration DOCUMENTS = Duration.ofMinutes(5);
    private static final Duration EARLIER = Duration.ofSeconds(30);
    private static final int CAPACITY = 1000;
    private static final WalletTokenOutcome DID_METHOD_MISMATCH = new WalletTokenOutcome.NotAvailable(
            "did method mismatch: the authorization server accepts none of the DID methods of this wallet", List.of());

    private final Subjects subjects;
    private final PublicUrl publicUrl;
    private final Policies policies;
    private final AuthorizationServers servers;
    private final Presenter presenter;
    private final Delegation delegation;
    private final ProofMaker proofs;
    private final InstantSource clock;
    private final ExpiringCache<URI, AuthorizationServer> metadata;
    private final ExpiringCache<String, PresentationDefinition> definitions;
    private final ExpiringCache<String, WalletTokenOutcome.Got> tokens;

    /**
     * Gets tokens for own subjects.
     *
     * @param own who and where they are
     * @param policies tell what a scope needs where a server does not
     */
    public AccessTokens(
            Own own,
            Policies policies,
            AuthorizationServers servers,
            Presenter presenter,
            ProofMaker proofs,
            InstantSource clock) {
        this.subjects = own.subjects();
        this.publicUrl = own.publicUrl();
        this.policies = policies;
        this.servers = servers;
        this.presenter = presenter;
        this.delegation = new Delegation(presenter, policies);
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
        Optional<WalletTokenOutcome.Got> kept = request.options().cached()
                ? tokens.get(key).filter(got -> canProve(got.proofKeyId()))
                : Optional.empty();
        return kept.isPresent() ? kept.get() : ask(request, subject.get(), key);
    }

    /** A key that was taken out meanwhile makes no proofs, so a token that is bound to it is of no use. */
    private boolean canProve(@Nullable String method) {
        Instant now = clock.instant();
        return method == null
                || DidUrl.tryParse(method)
                        .flatMap(key -> subjects.activeDid(key.did()).flatMap(own -> own.key(key.fragment())))
                        .filter(key -> key.validAt(now))
                        .isPresent();
    }

    private WalletTokenOutcome ask(WalletTokenRequest request, Subject subject, String key) {
        try {
            AuthorizationServer server = server(request.authorizationServer());
            if (request.options().serviceProvider() != null) {
                return askAsServiceProvider(request, subject, server, key);
            }
            Optional<OwnDid> did = did(subject, server);
            if (did.isEmpty()) {
                return DID_METHOD_MISMATCH;
            }
            Optional<PresentationDefinition> definition = definition(server, request);
            if (definition.isEmpty()) {
                return new WalletTokenOutcome.WrongRequest(
                        "the authorization server does not tell what this scope needs, and no policy of this node does");
            }
            return switch (presenter.choose(request, did.get(), server, definition.get())) {
                case Presenter.Choice.None none ->
                    new WalletTokenOutcome.NotAvailable(none.detail(), none.descriptors());
                case Presenter.Choice.Some some -> request(request, server, did.get(), some, key);
            };
        } catch (RemoteServerException failed) {
            forget(request);
            return new WalletTokenOutcome.RemoteFailed(failed.reason(), failed.describe());
        } catch (JsonLdException undefined) {
            return new WalletTokenOutcome.WrongRequest(
                    "the authorization server wants JSON-LD, which the credentials do not allow: "
                            + undefined.reason().description());
        }
    }

    private WalletTokenOutcome request(
            WalletTokenRequest request,
            AuthorizationServer server,
            OwnDid did,
            Presenter.Choice.Some choice,
            String key)
            throws RemoteServerException, JsonLdException {
        Presenter.Presented presented = presenter.present(did, server.issuer(), choice);
        Map<String, String> form = new LinkedHashMap<>();
        form.put("client_id", publicUrl.issuer(request.subject()));
        form.put("grant_type", "vp_token-bearer");
        form.put("assertion", presented.text());
        form.put("presentation_submission", presented.submission().toJson().toString());
        form.put("scope", request.scope());
        return send(request, server, form, did, key);
    }

    private WalletTokenOutcome askAsServiceProvider(
            WalletTokenRequest request, Subject organisation, AuthorizationServer server, String key)
            throws RemoteServerException, JsonLdException {
        Optional<Subject> provider = Optional.ofNullable(request.options().serviceProvider())
                .flatMap(subjects::find)
                .filter(Subject::isActive);
        if (provider.isEmpty()) {
            return new WalletTokenOutcome.WrongRequest(
                    "service_provider_subject_id: there is no such subject, or it is deactivated");
        }
        Optional<OwnDid> own = did(organisation, server);
        Optional<OwnDid> providers = did(provider.get(), server);
        if (own.isEmpty() || providers.isEmpty()) {
            return DID_METHOD_MISMATCH;
        }
        return switch (delegation.prepare(request, new Delegation.Parties(own.get(), providers.get()), server)) {
            case Delegation.Prepared.Not not -> not.outcome();
            case Delegation.Prepared.Form form -> send(request, server, form.parameters(), providers.get(), key);
        };
    }

    private static Optional<OwnDid> did(Subject subject, AuthorizationServer server) {
        return subject.activeDids().stream()
                .filter(own -> server.didMethods().contains(own.did().method()))
                .findFirst();
    }

    private WalletTokenOutcome send(
            WalletTokenRequest request, AuthorizationServer server, Map<String, String> form, OwnDid did, String key)
            throws RemoteServerException {
        boolean bound = request.options().bound();
        GrantedToken granted = bound ? requestBound(server, form, did) : servers.requestToken(server, form, null);
        if (!granted.tokenType().equals(bound ? "DPoP" : "Bearer")) {
            throw new RemoteServerException(Reason.INVALID_ANSWER, "token request");
        }
        Instant expiresAt = clock.instant().plusSeconds(granted.expiresInSeconds());
        if (bound) {
            proofs.bound(did.signingKeyId(), expiresAt);
        }
        WalletTokenOutcome.Got got = new WalletTokenOutcome.Got(
                granted, expiresAt, bound ? did.signingKeyId().toString() : null);
        tokens.put(key, got, expiresAt.minus(EARLIER));
        return got;
    }

    /** Once more with a nonce, if the server asks for one. */
    private GrantedToken requestBound(AuthorizationServer server, Map<String, String> form, OwnDid did)
            throws RemoteServerException {
        try {
            return servers.requestToken(server, form, proof(server, did, null));
        } catch (NonceNeededException needed) {
            return servers.requestToken(server, form, proof(server, did, needed.nonce()));
        }
    }

    private String proof(AuthorizationServer server, OwnDid did, @Nullable String nonce) {
        return proofs.make(did.signingKeyId(), "POST", server.tokenEndpoint(), null, nonce)
                .orElseThrow(() -> new IllegalStateException("an active DID has its signing key"));
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

    /** Of the server; of our own policies if the server does not tell, as the next version of Nuts nodes does. */
    private Optional<PresentationDefinition> definition(AuthorizationServer server, WalletTokenRequest request)
            throws RemoteServerException {
        String scope = request.scope();
        URI endpoint = server.presentationDefinitionEndpoint();
        if (endpoint == null) {
            return policies.current().of(request.subject()).select(scope) instanceof ScopeSelection.Selected selected
                    ? Optional.ofNullable(selected.policy().definitions().get(WalletOwner.ORGANIZATION))
                    : Optional.empty();
        }
        String key = definitionKey(server.issuer(), scope);
        Optional<PresentationDefinition> kept = definitions.get(key);
        if (kept.isPresent()) {
            return kept;
        }
        JsonNode json = servers.presentationDefinition(endpoint, scope);
        try {
            PresentationDefinition definition = PresentationDefinition.parse(json, "presentation definition");
            definitions.put(key, definition, clock.instant().plus(DOCUMENTS));
            return Optional.of(definition);
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
                .put("bound", request.options().bound())
                .put("serviceProvider", String.valueOf(request.options().serviceProvider()));
        request.credentials().forEach(key.withArray("credentials")::add);
        request.selection().forEach(key.withObject("selection")::put);
        return CanonicalJson.text(key);
    }

    /**
     * The node that asks.
     *
     * @param subjects its subjects
     * @param publicUrl its names
     */
    public record Own(Subjects subjects, PublicUrl publicUrl) {}
}
