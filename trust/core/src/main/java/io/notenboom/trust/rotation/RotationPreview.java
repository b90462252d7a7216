// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.rotation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a rotation would do and when, and what would stop being verifiable. Changes nothing. */
public final class RotationPreview {

    /** The key that does not exist yet. */
    public static final String NEXT = "next";

    private RotationPreview() {}

    /** The steps of a rotation with overlap that begins now, or goes on from where it is. */
    public static List<RotationStep> planned(Rotation rotation, RotationPolicy policy, Instant now) {
        List<RotationStep> steps = new ArrayList<>();
        Optional<RotatedKey> next = rotation.next();
        Instant signsFrom = next.map(RotatedKey::signsFrom).orElse(now.plus(policy.publishDelay()));
        String name = next.map(RotatedKey::id).orElse(NEXT);
        if (next.isEmpty()) {
            steps.add(new RotationStep(now, name, RotationState.PUBLISHED, "others can learn of it; it does not sign"));
        }
        steps.add(new RotationStep(signsFrom, name, RotationState.ACTIVE, "signs whatever is signed from then on"));
        rotation.active().ifPresent(active -> {
            steps.add(new RotationStep(
                    signsFrom,
                    active.id(),
                    RotationState.RETIRING,
                    "signs no more; what it signed goes on to be verifiable"));
            steps.add(retirement(active, policy, signsFrom));
        });
        for (RotatedKey key : rotation.keys()) {
            if (key.state() == RotationState.RETIRING) {
                steps.add(retirement(key, policy, now.minus(policy.retiring())));
            }
        }
        return List.copyOf(steps);
    }

    /** The steps of taking a key out at once. */
    public static List<RotationStep> emergency(Rotation rotation, RotatedKey lost, Instant now) {
        List<RotationStep> steps = new ArrayList<>();
        steps.add(new RotationStep(
                now, lost.id(), RotationState.COMPROMISED, "stops being verifiable at once: " + signed(lost.live())));
        if (lost.state() == RotationState.ACTIVE) {
            String heir = rotation.next().map(RotatedKey::id).orElse(NEXT);
            steps.add(new RotationStep(
                    now,
                    heir,
                    RotationState.ACTIVE,
                    "signs at once; others who keep what they read before refuse it until they read again"));
        }
        if (lost.live().credentials() > 0) {
            steps.add(new RotationStep(
                    now,
                    lost.id(),
                    RotationState.COMPROMISED,
                    lost.live().credentials() + " credentials are revoked, and issued again with the other key"));
        }
        return List.copyOf(steps);
    }

    private static RotationStep retirement(RotatedKey key, RotationPolicy policy, Instant supersededAt) {
        Instant least = supersededAt.plus(policy.retiring());
        Instant last = key.live().until().orElse(least);
        boolean endless = last.equals(Instant.MAX);
        String effect;
        if (!endless) {
            effect = "nothing that counts then is lost; as of now there are " + signed(key.live());
        } else if (key.live().credentials() > 0) {
            effect = "leaves only when credentials without an end are revoked or issued again: " + signed(key.live());
        } else {
            effect = "stays, because it is needed to verify " + signed(key.live());
        }
        return new RotationStep(last.isAfter(least) ? last : least, key.id(), RotationState.RETIRED, effect);
    }

    /** In words. */
    static String signed(LiveSignatures live) {
        List<String> parts = new ArrayList<>();
        if (live.credentials() > 0) {
            Instant until = live.credentialsUntil();
            parts.add(live.credentials() + " credentials until "
                    + (until == null || until.equals(Instant.MAX) ? "they are revoked" : until));
        }
        live.others().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey()
                        + (entry.getValue().equals(Instant.MAX) ? " for good" : " until " + entry.getValue()))
                .forEach(parts::add);
        return parts.isEmpty() ? "no signatures" : String.join(", ", parts);
    }
}
