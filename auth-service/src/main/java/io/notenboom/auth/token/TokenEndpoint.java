// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.standing.ClientStanding;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.dpop.VerifiedDpopProof;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.exchange.SubmissionRefusedException;
import io.notenboom.trust.presentation.VerifiedPresentation;
import io.notenboom.trust.presentation.VerifiedPresentations;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The token endpoint of all subjects (Nuts RFC021, grant {@code vp_token-bearer}). What is cheap and needs no key comes first;
 * nonce and proof are used up last, after every signature, so that nobody can use up those of somebody else.
 */
@CheckReturnValue
public final class TokenEndpoint {

    private static final String GRANT = "vp_token-bearer";

    private final Subjects subjects;
    private final PublicUrl publicUrl;
    private final ClientIds clientIds;
    private final Policies policies;
    private final TokenLifetimes lifetimes;
    private final PresentationCheck presentations;
    private final ProofCheck proofs;
    private final TokenStore store;
    private final ClientStanding standing;
    private final ScopeGrants scopes;
    private final Supplier<Secret> randomTokens;
    private final InstantSource clock;

    /**
     * An endpoint.
     *
     * @param parts what it asks
     * @param store where tokens are kept
     * @param standing whose registration ended
     * @param decisions grants scopes where a policy leaves that to a decision point
     * @param randomTokens makes new tokens
     */
    public TokenEndpoint(
            Parts parts,
            TokenStore store,
            ClientStanding standing,
            ScopeDecisions decisions,
            Supplier<Secret> randomTokens,
            InstantSource clock) {
        this.standing = standing;
        this.scopes = new ScopeGrants(decisions);
        this.subjects = parts.subjects();
        this.publicUrl = parts.publicUrl();
        this.clientIds = new ClientIds(parts.subjects(), parts.publicUrl());
        this.policies = parts.policies();
        this.lifetimes = parts.lifetimes();
        this.presentations = parts.presentations();
        this.proofs = parts.proofs();
        this.store = store;
        this.randomTokens = randomTokens;
        this.clock = clock;
    }

    /** Answers a request. */
    public TokenOutcome handle(TokenRequest request) {
        try {
            return issue(request);
        } catch (RefusedException refused) {
            return new TokenOutcome.Refused(refused.error());
        }
    }

    private TokenOutcome issue(TokenRequest request) throws RefusedException {
        Instant now = clock.instant();
        Subject subject = SubjectId.tryParse(request.subject())
                .flatMap(subjects::find)
                .filter(Subject::isActive)
                .orElseThrow(() -> new RefusedException(OAuthError.invalidRequest("subject not found")));
        TokenParameters parameters = TokenParameters.read(GRANT, request.form());
        String issuer = publicUrl.issuer(subject.id());
        ScopeSelection.Selected selected = ScopeGrants.select(policies.current(), parameters.scope());
        PresentationDefinition definition = definition(selected.policy());
        presentations.checkForm(parameters, definition);
        Optional<VerifiedDpopProof> proof = proofs.check(request.proof(), URI.create(issuer + "/token"), now);
        VerifiedPresentations verified = presentations.verify(parameters, issuer, now);
        MatchResult.Matched matched = matched(definition, parameters, verified);
        AccessToken.Validity validity = validity(selected.policy(), verified, now);
        Client client = new Client(
                verified.holder(),
                clientIds.of(parameters.clientId(), verified.holder()),
                proof.map(VerifiedDpopProof::thumbprint).orElse(null));
        requireStanding(client);
        String granted = scopes.granted(selected.policy(), question(selected, client, matched));
        presentations.useUp(subject.id(), verified);
        if (proof.isPresent()) {
            proofs.useUp(proof.get(), now);
        }
        return save(subject, granted, client, validity, evidence(definition, parameters, verified, matched));
    }

    private static ScopeQuestion question(
            ScopeSelection.Selected selected, Client client, MatchResult.Matched matched) {
        return new ScopeQuestion(
                client.holder(),
                Map.of(WalletOwner.ORGANIZATION.member(), matched.claims()),
                selected.policy().scope(),
                ScopeGrants.all(selected));
    }

    private static PresentationDefinition definition(ScopePolicy policy) throws RefusedException {
        PresentationDefinition definition = policy.definitions().get(WalletOwner.ORGANIZATION);
        if (definition == null) {
            throw new RefusedException(OAuthError.invalidScope("this scope cannot be had with this grant"));
        }
        return definition;
    }

    private static MatchResult.Matched matched(
            PresentationDefinition definition, TokenParameters parameters, VerifiedPresentations verified)
            throws RefusedException {
        try {
            return PresentationExchange.verifySubmission(definition, parameters.submission(), verified.presented());
        } catch (SubmissionRefusedException refused) {
            throw new RefusedException(
                    OAuthError.invalidRequest(refused.reason().description()));
        }
    }

    private static Evidence evidence(
            PresentationDefinition definition,
            TokenParameters parameters,
            VerifiedPresentations verified,
            MatchResult.Matched matched) {
        List<String> credentialIds = verified.credentials().stream()
                .map((VerifiedCredential credential) -> credential.content().id())
                .filter(Objects::nonNull)
                .toList();
        List<String> originals = verified.presentations().stream()
                .map(VerifiedPresentation::original)
                .toList();
        return new Evidence(
                matched.claims(),
                credentialIds,
                originals,
                definition.json(),
                parameters.submission().toJson());
    }

    /** No token outlives a credential that it was given on. */
    private AccessToken.Validity validity(ScopePolicy policy, VerifiedPresentations verified, Instant now)
            throws RefusedException {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = verified.credentials().stream()
                .map((VerifiedCredential credential) -> credential.content().expiresAt())
                .filter(Objects::nonNull)
                .map(end -> end.truncatedTo(ChronoUnit.SECONDS))
                .reduce(issuedAt.plus(lifetimes.of(policy)), (one, other) -> one.isBefore(other) ? one : other);
        if (!issuedAt.isBefore(expiresAt)) {
            throw new RefusedException(OAuthError.invalidRequest("a credential of the presentation ends now"));
        }
        return new AccessToken.Validity(issuedAt, expiresAt);
    }

    private void requireStanding(Client client) throws RefusedException {
        if (standing.ended(client.holder(), client.clientId())) {
            throw new RefusedException(new OAuthError(
                    OAuthError.Code.ACCESS_DENIED, "the client's registration in the registry has ended"));
        }
    }

    private TokenOutcome save(
            Subject subject, String granted, Client client, AccessToken.Validity validity, Evidence evidence)
            throws RefusedException {
        Secret token = randomTokens.get();
        AccessToken details = new AccessToken(
                TokenHash.of(token), subject.id(), publicUrl.issuer(subject.id()), client, granted, validity, evidence);
        store.save(details);
        try {
            // whoever ended the registration meanwhile looked for tokens before this one was there
            requireStanding(client);
        } catch (RefusedException ended) {
            boolean unused = store.remove(details.hash());
            throw ended;
        }
        return new TokenOutcome.Issued(token, details);
    }

    /**
     * What the endpoint asks.
     *
     * @param subjects which subjects there are
     * @param publicUrl names of this node
     * @param policies what each scope asks for
     * @param lifetimes how long tokens live
     * @param presentations checks presentations
     * @param proofs checks DPoP proofs
     */
    public record Parts(
            Subjects subjects,
            PublicUrl publicUrl,
            Policies policies,
            TokenLifetimes lifetimes,
            PresentationCheck presentations,
            ProofCheck proofs) {}
}
