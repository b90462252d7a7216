// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The peers that told of events in a stream of this node and did not show them. After {@value #TRIES} tries over some time
 * such a peer is not counted any more, until it shows what it told or this process starts again: anybody can tell of events,
 * nobody but the holder of the key can sign them. Not safe for many threads.
 */
final class UnprovenClaims {

    /** So often a peer is asked to show what it told. */
    static final int TRIES = 3;

    /** For so long at least a peer counts that answers without showing what it told: its own state may be changing. */
    static final Duration AFTER_ANSWERS = Duration.ofSeconds(10);

    /** For so long at least a peer counts that does not answer: what it told may be so. */
    static final Duration AFTER_SILENCE = Duration.ofMinutes(5);

    private final InstantSource clock;
    private final Map<String, Claim> claims = new HashMap<>();

    private record Claim(int tries, Instant first, boolean answered) {}

    UnprovenClaims(InstantSource clock) {
        this.clock = clock;
    }

    /** Whether what this peer tells is not counted. */
    boolean ignores(String peer) {
        Claim claim = claims.get(peer);
        return claim != null && claim.tries() >= TRIES && !clock.instant().isBefore(end(claim));
    }

    private static Instant end(Claim claim) {
        return claim.first().plus(claim.answered() ? AFTER_ANSWERS : AFTER_SILENCE);
    }

    /** Takes in what came of asking a peer to show what it told. */
    void asked(String peer, Shown shown) {
        switch (shown) {
            case TAKEN_IN, SIGNED_EVENT -> claims.remove(peer);
            case NOTHING -> failed(peer, true);
            case NO_ANSWER -> failed(peer, false);
        }
    }

    private void failed(String peer, boolean answered) {
        claims.merge(
                peer,
                new Claim(1, clock.instant(), answered),
                (before, next) -> new Claim(before.tries() + 1, before.first(), before.answered() && answered));
    }
}
