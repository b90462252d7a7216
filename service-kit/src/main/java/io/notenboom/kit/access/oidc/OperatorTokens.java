// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access.oidc;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.AccessRecords;
import io.notenboom.kit.access.Identity;
import io.notenboom.kit.access.RecentTokens;
import io.notenboom.kit.access.TokenHash;
import io.notenboom.kit.access.TokenScheme;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.MalformedJwsException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Knows access tokens (JWT) of the OpenID provider of the configuration. Signature, issuer, audience and times are checked by
 * {@code quarkus-oidc} with the provider's keys; roles become scopes as the configuration says. Each token is in the audit log
 * when it is used for the first time. Safe for many threads.
 */
@ApplicationScoped
class OperatorTokens implements TokenScheme {

    /** How long a token that was verified is not verified again, so that a key that the provider took back ends. */
    private static final Duration VERIFIED = Duration.ofMinutes(5);

    private static final Duration TIMEOUT = Duration.ofSeconds(15);
    private static final int MAX_CHARACTERS = 8192;

    private final OperatorConfig config;
    private final OperatorClaims operators;
    private final IdentityProviderManager providers;
    private final CurrentVertxRequest request;
    private final AccessRecords records;
    private final InstantSource clock;
    private final RecentTokens recent = new RecentTokens();

    @Inject
    OperatorTokens(
            OperatorConfig config,
            IdentityProviderManager providers,
            CurrentVertxRequest request,
            AccessRecords records,
            InstantSource clock) {
        this.config = config;
        this.operators =
                new OperatorClaims(config.rolesClaim(), config.userClaim(), config.subjectsClaim(), config.scopes());
        this.providers = providers;
        this.request = request;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 500;
    }

    @Override
    public boolean givesAccess() {
        return config.issuer().isPresent();
    }

    /** What was verified in a request holds until the token ends. */
    @Override
    public boolean stands(Secret token, Identity identity) {
        return !identity.ended(clock.instant());
    }

    @Override
    public Finding find(Secret token) {
        if (config.issuer().isEmpty()) {
            return new Finding.Unknown();
        }
        Optional<CompactJws> jws = parse(token.reveal());
        if (jws.isEmpty()) {
            return new Finding.Unknown();
        }
        Instant now = clock.instant();
        Optional<Identity> known = recent.find(token, period(now), now);
        if (known.isPresent()) {
            return new Finding.Known(known.get());
        }
        if (!config.algorithms().contains(jws.get().algorithm())) {
            return new Finding.Refused("The token is signed by an algorithm that is not accepted here.");
        }
        if (!isVerified()) {
            return new Finding.Refused(
                    "The token is not one of the OpenID provider of this node, is for another audience,"
                            + " or has expired.");
        }
        return known(token, jws.get(), now);
    }

    private Finding known(Secret token, CompactJws jws, Instant now) {
        Optional<Identity> operator = claims(jws).flatMap(operators::identity);
        if (operator.isEmpty() || operator.get().ended(now)) {
            return new Finding.Refused("The token does not name its operator, its end, or the subjects it is for.");
        }
        records.granted(
                operator.get(),
                "oidc",
                "token " + TokenHash.of(token.reveal()).substring(0, 16) + " scopes "
                        + String.join(",", operator.get().scopes()));
        recent.add(token, period(now), operator.get());
        return new Finding.Known(operator.get());
    }

    /** Changes every five minutes. */
    private static Long period(Instant now) {
        return now.getEpochSecond() / VERIFIED.toSeconds();
    }

    private boolean isVerified() {
        try {
            SecurityIdentity identity = QuarkusHttpUser.getSecurityIdentity(request.getCurrent(), providers)
                    .await()
                    .atMost(TIMEOUT);
            return identity != null && !identity.isAnonymous();
        } catch (AuthenticationFailedException invalid) {
            return false;
        } catch (RuntimeException away) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE, "The OpenID provider cannot be asked for its keys at present.", away);
        }
    }

    private static Optional<CompactJws> parse(String token) {
        try {
            return Optional.of(CompactJws.parse(token, MAX_CHARACTERS));
        } catch (MalformedJwsException none) {
            return Optional.empty();
        }
    }

    private static Optional<ObjectNode> claims(CompactJws jws) {
        try {
            return Optional.of(StrictJson.parseObject(jws.payload(), MAX_CHARACTERS));
        } catch (JsonInputException malformed) {
            return Optional.empty();
        }
    }
}
