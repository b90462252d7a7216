// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.token.OAuthError.Code;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.exchange.ScopePolicy;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.presentation.PresentationEnvelope;
import io.notenboom.trust.presentation.PresentationRefusedException;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import io.notenboom.trust.presentation.VerifiedPresentation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The JWT bearer grant (RFC 7523) with two presentations: of an organisation as assertion, and of the service provider that
 * works for it as client assertion. Fields with one id in both definitions must have one value: that is how the
 * organisation's delegation binds the two. A policy without such a field gives no tokens by this grant.
 */
record JwtBearerGrant(String scope, PresentationEnvelope organisation, PresentationEnvelope serviceProvider)
        implements GrantRequest {

    static final String NAME = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private static final String ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

    static JwtBearerGrant read(FormParameters form) throws RefusedException {
        String scope = GrantRequest.required(form, "scope");
        String assertion = GrantRequest.required(form, "assertion");
        String type = GrantRequest.required(form, "client_assertion_type");
        String clientAssertion = GrantRequest.required(form, "client_assertion");
        if (!type.equals(ASSERTION_TYPE)) {
            throw new RefusedException(OAuthError.invalidRequest("client_assertion_type must be " + ASSERTION_TYPE));
        }
        return new JwtBearerGrant(
                scope, jwt(assertion, Part.ORGANISATION), jwt(clientAssertion, Part.SERVICE_PROVIDER));
    }

    @Override
    public void checkForm(ScopePolicy policy, Predicate<Credential> issuerTrusted) throws RefusedException {
        if (sharedFields(policy).isEmpty()) {
            throw new RefusedException(OAuthError.invalidScope(
                    "nothing in the policy of this scope binds a service provider to an organisation"));
        }
        for (Part part : Part.values()) {
            List<? extends Credential> presented =
                    part.of(this).presentations().getFirst().content().credentials();
            MatchResult.Matched matched = match(part, policy, presented);
            if (!GrantRequest.issuersTrusted(matched, presented, issuerTrusted)) {
                throw part.refused(UNTRUSTED_ISSUER);
            }
        }
    }

    @Override
    public Established verify(Verification with, ScopePolicy policy) throws RefusedException {
        VerifiedPresentation organisationSays = verify(Part.ORGANISATION, with);
        VerifiedPresentation providerSays = verify(Part.SERVICE_PROVIDER, with);
        Map<String, JsonNode> organisationClaims =
                match(Part.ORGANISATION, policy, organisationSays.credentials()).claims();
        Map<String, JsonNode> providerClaims =
                match(Part.SERVICE_PROVIDER, policy, providerSays.credentials()).claims();
        requireBound(policy, organisationClaims, providerClaims);
        Map<String, JsonNode> claims = new LinkedHashMap<>(providerClaims);
        claims.putAll(organisationClaims);
        List<VerifiedPresentation> both = List.of(organisationSays, providerSays);
        Evidence evidence = new Evidence(
                claims,
                Established.credentialIds(both),
                Established.originals(both),
                Map.of(
                        WalletOwner.ORGANIZATION.member(),
                        Part.ORGANISATION.definition(policy).json(),
                        WalletOwner.SERVICE_PROVIDER.member(),
                        Part.SERVICE_PROVIDER.definition(policy).json()),
                Map.of());
        return new Established(
                organisationSays.holder(),
                providerSays.holder().value(),
                providerSays.signingKey().thumbprint(),
                both,
                Map.of(WalletOwner.ORGANIZATION.member(), organisationClaims, "client", providerClaims),
                evidence);
    }

    private static Set<String> sharedFields(ScopePolicy policy) throws RefusedException {
        Set<String> shared = new TreeSet<>(Part.ORGANISATION.definition(policy).fieldIds());
        shared.retainAll(Part.SERVICE_PROVIDER.definition(policy).fieldIds());
        return shared;
    }

    /** Every field that both definitions have: a value, and the same one. */
    private static void requireBound(
            ScopePolicy policy, Map<String, JsonNode> organisation, Map<String, JsonNode> provider)
            throws RefusedException {
        for (String id : sharedFields(policy)) {
            JsonNode value = organisation.get(id);
            if (value == null || value.isNull() || !value.equals(provider.get(id))) {
                throw new RefusedException(new OAuthError(
                        Code.INVALID_GRANT,
                        "the service provider does not act for this organisation: field " + id + " differs"));
            }
        }
    }

    private VerifiedPresentation verify(Part part, Verification with) throws RefusedException {
        try {
            return with.presentations()
                    .verify(part.of(this), with.audience(), with.now())
                    .presentations()
                    .getFirst();
        } catch (RefusedException refused) {
            throw new RefusedException(
                    part.refused(refused.error().description()).error(), refused.atKeys());
        }
    }

    private static MatchResult.Matched match(Part part, ScopePolicy policy, List<? extends Credential> credentials)
            throws RefusedException {
        return switch (PresentationExchange.match(part.definition(policy), credentials)) {
            case MatchResult.Matched matched -> matched;
            case MatchResult.Missing _ ->
                throw part.refused("the presented credentials do not fulfil the presentation definition");
        };
    }

    private static PresentationEnvelope jwt(String text, Part part) throws RefusedException {
        try {
            PresentationEnvelope envelope = PresentationEnvelope.parse(text);
            if (!envelope.inArray() && envelope.presentations().getFirst() instanceof UnverifiedPresentation.Jwt) {
                return envelope;
            }
            throw part.refused("must be one presentation as a JWT");
        } catch (PresentationRefusedException refused) {
            throw part.refused(refused.reason().description());
        }
    }

    /** The two presentations. */
    private enum Part {
        ORGANISATION(WalletOwner.ORGANIZATION, "assertion", Code.INVALID_GRANT),
        SERVICE_PROVIDER(WalletOwner.SERVICE_PROVIDER, "client_assertion", Code.INVALID_CLIENT);

        private final WalletOwner owner;
        private final String parameter;
        private final Code code;

        Part(WalletOwner owner, String parameter, Code code) {
            this.owner = owner;
            this.parameter = parameter;
            this.code = code;
        }

        PresentationEnvelope of(JwtBearerGrant request) {
            return this == ORGANISATION ? request.organisation : request.serviceProvider;
        }

        PresentationDefinition definition(ScopePolicy policy) throws RefusedException {
            PresentationDefinition definition = policy.definitions().get(owner);
            if (definition == null) {
                throw new RefusedException(OAuthError.invalidScope("this scope cannot be had with this grant"));
            }
            return definition;
        }

        RefusedException refused(String detail) {
            return new RefusedException(new OAuthError(code, parameter + ": " + detail));
        }
    }
}
