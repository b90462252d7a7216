// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app.rotation;

import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.issued.IssuedToken;
import io.notenboom.kit.access.issued.IssuedToken.KeptSecret;
import io.notenboom.kit.access.issued.TokenAdministration;
import io.notenboom.kit.access.issued.TokenAdministration.Fresh;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationTally;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Secrets of API tokens, two at once. A new one has to be given to its owner, so only somebody begins: nothing happens by
 * itself but the end of the former one. It is due after two thirds of its life. A secret goes by the beginning of its hash. A
 * node has at most {@value #ALL} tokens, and they are read together.
 */
@Singleton
class ApiTokenSecrets implements Rotatable {

    private static final String KIND = "api-token";
    private static final int SHOWN = 12;
    private static final int ALL = TokenAdministration.MAX_TOKENS;

    private final TokenAdministration tokens;
    private final Caller caller;
    private final InstantSource clock;

    ApiTokenSecrets(TokenAdministration tokens, Caller caller, InstantSource clock) {
        this.tokens = tokens;
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RotationPolicy policy() {
        return new RotationPolicy(Duration.ZERO, TokenAdministration.DEFAULT_OVERLAP, null);
    }

    @Override
    public List<Rotation> list(String after, int limit) {
        return tokens.list(after, ALL).stream()
                .map(TokenAdministration.Listed::token)
                .filter(token -> token.ends().isAfter(clock.instant()))
                .limit(limit)
                .map(this::rotation)
                .toList();
    }

    @Override
    public Optional<Rotation> find(String id) {
        return tokens.find(id).map(TokenAdministration.Listed::token).map(this::rotation);
    }

    private Rotation rotation(IssuedToken token) {
        Instant now = clock.instant();
        List<RotatedKey> keys = new ArrayList<>();
        KeptSecret present = token.secrets().getFirst();
        Instant since = present.ends().minus(Duration.ofDays(token.days()));
        keys.add(secret(present, now, RotationState.ACTIVE, since));
        token.secrets().stream()
                .skip(1)
                .forEach(former -> keys.add(secret(former, now, RotationState.RETIRING, token.created())));
        return new Rotation(KIND, token.id(), keys, RotationPolicy.due(since, present.ends()));
    }

    private static RotatedKey secret(KeptSecret secret, Instant now, RotationState state, Instant since) {
        return new RotatedKey(
                secret.sha256().substring(0, SHOWN),
                secret.ends().isAfter(now) ? state : RotationState.RETIRED,
                since,
                since,
                secret.ends(),
                LiveSignatures.NONE);
    }

    @Override
    public RotationOutcome begin(String id) {
        Optional<Rotation> known = find(id);
        boolean underWay = known.stream()
                .flatMap(rotation -> rotation.keys().stream())
                .anyMatch(key -> key.state() == RotationState.RETIRING);
        if (underWay) {
            return new RotationOutcome.Refused(
                    "The secret before is still good. If nobody has the new one, which was shown once, make another with"
                            + " POST /auth/v1/api-tokens/{id}/rotation.");
        }
        return rotated(id, TokenAdministration.DEFAULT_OVERLAP);
    }

    /** All its secrets end now, whichever is lost, and another one is made. */
    @Override
    public RotationOutcome emergency(String id, String key) {
        boolean known = find(id).flatMap(rotation -> rotation.key(key)).isPresent();
        return known ? rotated(id, Duration.ZERO) : new RotationOutcome.NotFound();
    }

    private RotationOutcome rotated(String id, Duration overlap) {
        Optional<Fresh> fresh = tokens.rotate(id, overlap, Optional.empty(), caller.identity());
        return fresh.<RotationOutcome>map(
                        token -> new RotationOutcome.UnderWay(rotation(token.token()), token.secret(), null))
                .orElseGet(RotationOutcome.NotFound::new);
    }

    @Override
    public RotationTally advance() {
        RotationTally tally = new RotationTally();
        Instant now = clock.instant();
        for (Rotation rotation : list("", ALL)) {
            rotation.keys().forEach(key -> tally.found(key.state(), key.signsFrom()));
            if (rotation.isOverdue(now)) {
                tally.overdue();
            }
        }
        return tally;
    }
}
