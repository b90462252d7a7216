// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.jsonld.JsonLdException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Prepares requests of a service provider for an organisation (RFC 7523): the node's own policy says what each of the two
 * presents; where both definitions have a field, the service provider's credentials must have the organisation's value.
 */
@CheckReturnValue
final class Delegation {

    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    private final Presenter presenter;
    private final Policies policies;

    Delegation(Presenter presenter, Policies policies) {
        this.presenter = presenter;
        this.policies = policies;
    }

    /** The parameters of a token request, or why there are none. */
    Prepared prepare(WalletTokenRequest request, Parties parties, AuthorizationServer server) throws JsonLdException {
        if (!server.grantTypes().contains(GRANT)) {
            return new Prepared.Not(new WalletTokenOutcome.NotAvailable(
                    "the authorization server does not offer the grant for service providers: " + GRANT, List.of()));
        }
        Optional<Definitions> definitions = definitions(request);
        if (definitions.isEmpty()) {
            return wrong("no policy of this node has the definitions organization and service_provider for this scope");
        }
        if (!definitions.get().haveFields(request)) {
            return wrong("credential_selection names a field that neither definition has");
        }
        PresentationDefinition organisation = definitions.get().organisation();
        Presenter.Choice choice =
                presenter.choose(of(request, organisation, false), parties.organisation(), server, organisation);
        return switch (choice) {
            case Presenter.Choice.None none -> missing(none);
            case Presenter.Choice.Some some -> both(request, parties, server, definitions.get(), some);
        };
    }

    private Prepared both(
            WalletTokenRequest request,
            Parties parties,
            AuthorizationServer server,
            Definitions definitions,
            Presenter.Choice.Some organisation)
            throws JsonLdException {
        PresentationDefinition provider = definitions.serviceProvider();
        Map<String, JsonNode> bound = new HashMap<>(organisation.matched().claims());
        bound.keySet().retainAll(provider.fieldIds());
        Presenter.Choice choice =
                presenter.choose(of(request, provider, true), parties.serviceProvider(), server, provider, bound);
        if (!(choice instanceof Presenter.Choice.Some providers)) {
            return missing((Presenter.Choice.None) choice);
        }
        if (organisation.form() != PresentationForm.JWT || providers.form() != PresentationForm.JWT) {
            return new Prepared.Not(new WalletTokenOutcome.NotAvailable(
                    "the grant for service providers needs presentations as JWTs", List.of()));
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", GRANT);
        form.put(
                "assertion",
                presenter
                        .present(parties.organisation(), server.issuer(), organisation)
                        .text());
        form.put("client_assertion_type", ASSERTION_TYPE);
        form.put(
                "client_assertion",
                presenter
                        .present(parties.serviceProvider(), server.issuer(), providers)
                        .text());
        form.put("scope", request.scope());
        return new Prepared.Form(form);
    }

    private Optional<Definitions> definitions(WalletTokenRequest request) {
        if (!(policies.current().of(request.subject()).select(request.scope())
                instanceof ScopeSelection.Selected selected)) {
            return Optional.empty();
        }
        Map<WalletOwner, PresentationDefinition> all = selected.policy().definitions();
        PresentationDefinition organisation = all.get(WalletOwner.ORGANIZATION);
        PresentationDefinition provider = all.get(WalletOwner.SERVICE_PROVIDER);
        return organisation == null || provider == null
                ? Optional.empty()
                : Optional.of(new Definitions(organisation, provider));
    }

    /** The part of a request that concerns one wallet; self-attested credentials are the organisation's. */
    private static WalletTokenRequest of(
            WalletTokenRequest request, PresentationDefinition definition, boolean ofProvider) {
        Map<String, String> selection = new HashMap<>(request.selection());
        selection.keySet().retainAll(definition.fieldIds());
        return new WalletTokenRequest(
                ofProvider
                        ? Objects.requireNonNull(request.options().serviceProvider(), "serviceProvider")
                        : request.subject(),
                request.authorizationServer(),
                request.scope(),
                ofProvider ? List.of() : request.credentials(),
                selection,
                request.options());
    }

    private static Prepared missing(Presenter.Choice.None none) {
        return new Prepared.Not(new WalletTokenOutcome.NotAvailable(none.detail(), none.descriptors()));
    }

    private static Prepared wrong(String detail) {
        return new Prepared.Not(new WalletTokenOutcome.WrongRequest(detail));
    }

    /** The DIDs that present. */
    record Parties(OwnDid organisation, OwnDid serviceProvider) {}

    private record Definitions(PresentationDefinition organisation, PresentationDefinition serviceProvider) {

        boolean haveFields(WalletTokenRequest request) {
            return request.selection().keySet().stream()
                    .allMatch(id -> organisation.fieldIds().contains(id)
                            || serviceProvider.fieldIds().contains(id));
        }
    }

    /** What came of preparing. */
    sealed interface Prepared {

        /** Parameters of the token request, in order. */
        record Form(Map<String, String> parameters) implements Prepared {

            /** Copies the map. */
            public Form {
                parameters = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
            }
        }

        /** None. */
        record Not(WalletTokenOutcome outcome) implements Prepared {}
    }
}
