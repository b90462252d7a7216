// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.auth.client.AccessTokens;
import io.notenboom.auth.client.Presenter;
import io.notenboom.auth.client.http.HttpAuthorizationServers;
import io.notenboom.auth.dpop.DpopNonces;
import io.notenboom.auth.dpop.ProofMaker;
import io.notenboom.auth.dpop.ProofValidation;
import io.notenboom.auth.introspection.Introspection;
import io.notenboom.auth.limit.ClientRates;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.policy.TokenTerms;
import io.notenboom.auth.status.TokenCredentials;
import io.notenboom.auth.store.authzen.AuthzenScopeDecisions;
import io.notenboom.auth.store.authzen.HttpDecisionPoint;
import io.notenboom.auth.token.PresentationCheck;
import io.notenboom.auth.token.ProofCheck;
import io.notenboom.auth.token.RandomTokens;
import io.notenboom.auth.token.TokenEndpoint;
import io.notenboom.auth.token.scope.ScopeDecisions;
import io.notenboom.auth.trusted.IssuerTrust;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.limit.Allowance;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Tokens of a node in memory: giving, introspecting and asking for them, and proofs of possession. */
final class NodeTokens {

    private static final Duration LIFETIME = Duration.ofSeconds(900);

    /** Recorded clients ask as often as they did. */
    static final int NO_LIMIT = 0;

    final TokenEndpoint endpoint;
    final ProofCheck proofs;
    final Introspection introspection;
    final AccessTokens accessTokens;
    final ProofMaker proofMaker;
    final ProofValidation proofValidation;

    NodeTokens(NodeParts parts) {
        DpopVerifier strict = proofs(DpopVerifier.DEFAULT_BACK);
        proofs = new ProofCheck(strict, parts.stores.once);
        RandomTokens random = new RandomTokens();
        endpoint = new TokenEndpoint(
                new TokenEndpoint.Parts(
                        parts.subjects,
                        parts.publicUrl,
                        parts.policies,
                        TokenTerms.of(new TokenLifetimes(LIFETIME, Map.of())),
                        new IssuerTrust(parts.stores.trusted, IssuerTrust.Unlisted.DEFINITION),
                        new PresentationCheck(parts.presentations, parts.stores.once),
                        proofs,
                        new ClientRates(new Allowance(NO_LIMIT, parts.clock)),
                        record -> {}),
                parts.stores.tokens,
                (holder, clientId) -> false,
                decisions(parts),
                random,
                parts.clock);
        introspection =
                new Introspection(parts.stores.tokens, new TokenCredentials(parts.statuses, parts.clock), parts.clock);
        proofMaker = new ProofMaker(parts.subjects, parts.signers, random, parts.clock);
        proofValidation = new ProofValidation(
                strict,
                proofs(ProofValidation.lenientAge()),
                parts.stores.once,
                new DpopNonces(period -> random.get(), parts.clock),
                parts.clock);
        accessTokens = new AccessTokens(
                new AccessTokens.Own(parts.subjects, parts.publicUrl),
                parts.policies,
                new HttpAuthorizationServers(parts.http),
                new Presenter(parts.wallets, parts.signers, random, parts.clock),
                proofMaker,
                parts.clock);
    }

    private static DpopVerifier proofs(Duration back) {
        return new DpopVerifier(SignatureAlgorithm.all(), back, DpopVerifier.DEFAULT_FORWARD);
    }

    private static ScopeDecisions decisions(NodeParts parts) {
        URI point = parts.settings.decisionPoint();
        return point == null
                ? ScopeDecisions.none()
                : new AuthzenScopeDecisions(new HttpDecisionPoint(parts.http, point, null));
    }
}
