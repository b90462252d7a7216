// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.rotation;

import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.hosting.control.deletion.AuditKey;
import io.notenboom.hosting.control.deletion.AuditKeys;
import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationJournal;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationPreview;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import io.notenboom.trust.rotation.RotationTally;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The audit key of the control plane, which signs certificates of destruction. A successor signs at once: who verifies takes the
 * keys from the control plane, where none is ever forgotten. A key that signed something stays retiring for good.
 */
public final class AuditKeyRotation implements Rotatable {

    /** The kind. */
    public static final String KIND = "audit-key";

    /** The one of its kind. */
    public static final String ID = "control-plane";

    private static final String SIGNED = "certificates of destruction";

    /** A key this young is the one that was asked for just now. */
    private static final Duration JUST_NOW = Duration.ofMinutes(1);

    private final AuditKeys keys;
    private final DestructionCertificates certificates;
    private final RotationPolicy policy;
    private final RotationJournal journal;
    private final InstantSource clock;

    /** @param policy after how long a key is replaced */
    public AuditKeyRotation(
            AuditKeys keys,
            DestructionCertificates certificates,
            RotationPolicy policy,
            RotationJournal journal,
            InstantSource clock) {
        this.keys = keys;
        this.certificates = certificates;
        this.policy = policy;
        this.journal = journal;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RotationPolicy policy() {
        return policy;
    }

    @Override
    public List<Rotation> list(String after, int limit) {
        return after.compareTo(ID) < 0 && limit > 0 ? find(ID).stream().toList() : List.of();
    }

    @Override
    public Optional<Rotation> find(String id) {
        return id.equals(ID)
                ? keys.present().map(active -> new Rotation(KIND, ID, rotated(), policy.due(active.since())))
                : Optional.empty();
    }

    private List<RotatedKey> rotated() {
        Map<String, Long> signed = certificates.signedBy();
        return keys.all().stream()
                .map(key -> {
                    LiveSignatures live =
                            !key.compromised() && signed.containsKey(key.id().value())
                                    ? new LiveSignatures(0, null, Map.of(SIGNED, Instant.MAX))
                                    : LiveSignatures.NONE;
                    return new RotatedKey(
                            key.id().value(), state(key, live), key.since(), key.since(), key.until(), live);
                })
                .toList();
    }

    private static RotationState state(AuditKey key, LiveSignatures live) {
        if (key.compromised()) {
            return RotationState.COMPROMISED;
        }
        if (key.isActive()) {
            return RotationState.ACTIVE;
        }
        return live.equals(LiveSignatures.NONE) ? RotationState.RETIRED : RotationState.RETIRING;
    }

    @Override
    public RotationOutcome begin(String id) {
        if (!id.equals(ID)) {
            return new RotationOutcome.NotFound();
        }
        boolean wasAskedFor = keys.present()
                .filter(active -> active.since().plus(JUST_NOW).isAfter(clock.instant()))
                .isPresent();
        try {
            AuditKey active = wasAskedFor ? keys.active() : keys.next();
            return new RotationOutcome.UnderWay(new Rotation(KIND, ID, rotated(), policy.due(active.since())));
        } catch (NoKeyAvailableException none) {
            return lacking();
        }
    }

    private static RotationOutcome lacking() {
        return new RotationOutcome.Unavailable(
                "The control plane's custodian has no unused key of purpose audit; add some there.");
    }

    /** Another key signs, and signs again what the lost one signed. */
    @Override
    public RotationOutcome emergency(String id, String key) {
        boolean isKnown = id.equals(ID)
                && keys.all().stream().anyMatch(known -> known.id().value().equals(key));
        if (!isKnown) {
            return new RotationOutcome.NotFound();
        }
        journal.begins("rotation.compromised-key", key);
        KeyId lost = new KeyId(key);
        try {
            boolean unused = keys.compromise(lost);
        } catch (NoKeyAvailableException none) {
            return lacking();
        }
        int unused = certificates.sealAgain(lost);
        return find(ID).<RotationOutcome>map(RotationOutcome.UnderWay::new).orElseGet(RotationOutcome.NotFound::new);
    }

    @Override
    public List<RotationStep> previewEmergency(Rotation rotation, RotatedKey lost, Instant now) {
        List<RotationStep> steps = new ArrayList<>();
        steps.add(new RotationStep(
                now, lost.id(), RotationState.COMPROMISED, "nothing that it signed counts, whenever that was"));
        long signed = certificates.signedBy().getOrDefault(lost.id(), 0L);
        if (lost.state() == RotationState.ACTIVE || signed > 0) {
            steps.add(new RotationStep(
                    now,
                    lost.state() == RotationState.ACTIVE
                            ? RotationPreview.NEXT
                            : rotation.active().map(RotatedKey::id).orElse(RotationPreview.NEXT),
                    RotationState.ACTIVE,
                    "signs " + signed + " certificates of destruction again"));
        }
        return List.copyOf(steps);
    }

    @Override
    public RotationTally advance() {
        RotationTally tally = new RotationTally();
        Optional<AuditKey> active = keys.present();
        if (active.isEmpty()) {
            return tally;
        }
        tally.found(RotationState.ACTIVE, active.get().since());
        if (clock.instant().isAfter(policy.due(active.get().since()))) {
            journal.begins("rotation.begin", ID);
            if (begin(ID) instanceof RotationOutcome.UnderWay) {
                tally.changed(1);
            } else {
                tally.overdue();
            }
        }
        return tally;
    }
}
