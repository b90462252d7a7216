// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.limit.ClientRates;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.SenderConstraint;
import io.notenboom.auth.policy.TokenTerms;
import io.notenboom.auth.record.TokenJournal;
import io.notenboom.auth.record.TokenRecord;
import io.notenboom.auth.standing.ClientStanding;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.scope.ScopeDecisions;
import io.notenboom.auth.token.scope.ScopeQuestion;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.dpop.VerifiedDpopProof;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The token endpoint of all subjects (Nuts RFC021 and RFC 7523). What is cheap and needs no key comes first;
 * nonce and proof are used up last, after every signature, so that nobody can use up those of somebody else.
 */
@CheckReturnValue
public final class TokenEndpoint {

    private final Subjects subjects;
    private final PublicUrl publicUrl;
    private final ClientIds clientIds;
    private final Policies policies;
    private final TokenTerms terms;
    private final IssuerTrust issuers;
    private final PresentationCheck presentations;
    private final ClientRates rates;
    private final TokenJournal journal;
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
        this.terms = parts.terms();
        this.issuers = parts.issuers();
        this.presentations = parts.presentations();
        this.rates = parts.rates();
        this.journal = parts.journal();
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
            return new TokenOutcome.Refused(refused.error(), refused.atKeys());
        }
    }

    /** The nonce that the next DPoP proof for a subject has to show (RFC 9449 §8); empty if proofs need none. */
    public Optional<String> nonce(String subject) {
        return SubjectId.tryParse(subject).flatMap(id -> proofs.nonce(tokenEndpoint(publicUrl.issuer(id))));
    }

    private static URI tokenEndpoint(String issuer) {
        return URI.create(issuer + "/token");
    }

    private TokenOutcome issue(TokenRequest request) throws RefusedException {
        Instant now = clock.instant();
        Subject subject = SubjectId.tryParse(request.subject())
                .flatMap(subjects::find)
                .filter(Subject::isActive)
                .orElseThrow(() -> new RefusedException(OAuthError.invalidRequest("subject not found")));
        GrantRequest asked = GrantRequest.read(request.form());
        String issuer = publicUrl.issuer(subject.id());
        ScopeSelection.Selected selected = ScopeGrants.select(policies.current().of(subject.id()), asked.scope());
        List<String> audience = audience(request, subject, selected.policy());
        asked.checkForm(selected.policy(), credential -> issuers.trusts(subject.id(), credential));
        requireBinding(request, selected.policy());
        Optional<VerifiedDpopProof> proof = proofs.check(request.proof(), tokenEndpoint(issuer), now);
        Established established =
                asked.verify(new GrantRequest.Verification(presentations, clientIds, issuer, now), selected.policy());
        try {
            return give(
                    subject, new Asked(selected, audience, proof, request.certificateThumbprint()), established, now);
        } catch (RefusedException refused) {
            if (refused.error().code() != OAuthError.Code.TOO_MANY_REQUESTS) {
                journal.append(established.refused(now, issuer, selected.policy(), refused.error()));
            }
            throw refused;
        }
    }

    /** Everything that comes after the client was verified: it is recorded, however it ends. */
    private TokenOutcome give(Subject subject, Asked asked, Established established, Instant now)
            throws RefusedException {
        ScopePolicy policy = asked.selected().policy();
        Optional<VerifiedDpopProof> proof = asked.proof();
        requireProofKey(established, proof);
        AccessToken.Validity validity = validity(policy, established, now);
        Client client = new Client(
                established.holder(),
                established.clientId(),
                proof.map(VerifiedDpopProof::thumbprint).orElse(null),
                asked.certificateThumbprint());
        requireStanding(client);
        requireShare(client);
        String granted = scopes.granted(
                policy,
                new ScopeQuestion(
                        client.holder(), established.claims(), policy.scope(), ScopeGrants.all(asked.selected())));
        presentations.useUp(subject.id(), established.presentations());
        if (proof.isPresent()) {
            proofs.useUp(proof.get(), now);
        }
        Secret token = randomTokens.get();
        AccessToken details = new AccessToken(
                TokenHash.of(token),
                subject.id(),
                publicUrl.issuer(subject.id()),
                asked.audience(),
                client,
                granted,
                validity,
                established.evidence());
        save(details, established.given(details, policy));
        return new TokenOutcome.Issued(token, details);
    }

    /** What was asked for, after all that needs no credential was checked. */
    private record Asked(
            ScopeSelection.Selected selected,
            List<String> audience,
            Optional<VerifiedDpopProof> proof,
            @Nullable String certificateThumbprint) {
        Asked {
            audience = List.copyOf(audience);
        }
    }

    private List<String> audience(TokenRequest request, Subject subject, ScopePolicy policy) throws RefusedException {
        return terms.audiences()
                .of(
                        policy,
                        subject.id(),
                        publicUrl.issuer(subject.id()),
                        request.form().get("resource"))
                .orElseThrow(() -> new RefusedException(new OAuthError(
                        OAuthError.Code.INVALID_TARGET, "resource: there is no such resource for this scope")));
    }

    /** A token is bound as the operator demands, and to one thing only, so that every resource server checks the same. */
    private void requireBinding(TokenRequest request, ScopePolicy policy) throws RefusedException {
        boolean key = request.proof() != null;
        boolean certificate = request.certificateThumbprint() != null;
        if (key && certificate) {
            throw new RefusedException(
                    OAuthError.invalidRequest("send a DPoP proof or use the endpoint for mutual TLS, not both"));
        }
        boolean bound =
                switch (terms.senders().of(policy)) {
                    case NONE -> true;
                    case DPOP -> key;
                    case MTLS -> certificate;
                    case ANY -> key || certificate;
                };
        if (!bound) {
            throw new RefusedException(unbound(terms.senders().of(policy)));
        }
    }

    private static OAuthError unbound(SenderConstraint demanded) {
        return switch (demanded) {
            case NONE, DPOP -> OAuthError.invalidProof("tokens for this scope are bound to a key: send a DPoP proof");
            case MTLS ->
                OAuthError.invalidRequest(
                        "tokens for this scope are bound to a certificate: use mtls_endpoint_aliases of the metadata");
            case ANY ->
                OAuthError.invalidProof(
                        "tokens for this scope are bound: send a DPoP proof, or use mtls_endpoint_aliases of the metadata");
        };
    }

    /** A service provider proves possession with its own key, not with one that somebody lent to it. */
    private static void requireProofKey(Established established, Optional<VerifiedDpopProof> proof)
            throws RefusedException {
        String key = established.proofKey();
        if (key != null && proof.isPresent() && !proof.get().thumbprint().equals(key)) {
            throw new RefusedException(OAuthError.invalidProof(
                    "the DPoP proof must be signed with the key that signed the client assertion"));
        }
    }

    /** No token outlives a credential that it was given on. */
    private AccessToken.Validity validity(ScopePolicy policy, Established established, Instant now)
            throws RefusedException {
        Instant issuedAt = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = established.presentations().stream()
                .flatMap(presentation -> presentation.credentials().stream())
                .map((VerifiedCredential credential) -> credential.content().expiresAt())
                .filter(Objects::nonNull)
                .map(end -> end.truncatedTo(ChronoUnit.SECONDS))
                .reduce(issuedAt.plus(terms.lifetimes().of(policy)), (one, other) -> one.isBefore(other) ? one : other);
        if (!issuedAt.isBefore(expiresAt)) {
            throw new RefusedException(OAuthError.invalidRequest("a credential of the presentation ends now"));
        }
        return new AccessToken.Validity(issuedAt, expiresAt);
    }

    private void requireStanding(Client client) throws RefusedException {
        if (client.parties().stream().anyMatch(party -> standing.ended(party, client.clientId()))) {
            throw new RefusedException(new OAuthError(
                    OAuthError.Code.ACCESS_DENIED, "the client's registration in the registry has ended"));
        }
    }

    private void requireShare(Client client) throws RefusedException {
        Optional<Duration> wait = rates.take(client.parties());
        if (wait.isPresent()) {
            throw new RefusedException(
                    OAuthError.tooMany("this client asks for too many tokens; keep a token until it ends", wait.get()));
        }
    }

    /** Keeps the token and the record of it; without both there is no token. */
    private void save(AccessToken details, TokenRecord record) throws RefusedException {
        store.save(details);
        boolean done = false;
        try {
            // whoever ended the registration meanwhile looked for tokens before this one was there
            requireStanding(details.client());
            journal.append(record);
            done = true;
        } finally {
            if (!done) {
                boolean unused = store.remove(details.hash());
            }
        }
    }

    /**
     * What the endpoint asks.
     *
     * @param subjects which subjects there are
     * @param publicUrl names of this node
     * @param policies what each scope asks for
     * @param terms what the operator says about tokens
     * @param issuers whose word counts, besides the policy
     * @param presentations checks presentations
     * @param proofs checks DPoP proofs
     * @param rates how often a client may ask
     * @param journal records what was given and refused
     */
    public record Parts(
            Subjects subjects,
            PublicUrl publicUrl,
            Policies policies,
            TokenTerms terms,
            IssuerTrust issuers,
            PresentationCheck presentations,
            ProofCheck proofs,
            ClientRates rates,
            TokenJournal journal) {}
}
