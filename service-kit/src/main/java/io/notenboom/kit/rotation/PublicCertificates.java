// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import io.notenboom.kit.listener.Listeners;
import io.notenboom.trust.rotation.LiveSignatures;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import io.notenboom.trust.rotation.RotationTally;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The certificate of the public listener, due after two thirds of its term. Its files are only read here, and its authority is
 * somebody else's, so a rotation is begun by the host; the listener shows the new one within ten seconds after it is in the files.
 */
@Singleton
public class PublicCertificates implements Rotatable {

    /** The kind. */
    public static final String KIND = "public-certificate";

    /** The listener. */
    static final String ID = "public";

    private static final int HEXADECIMAL = 16;
    private static final String HOW =
            "Only the host makes its key: 'notenboom tls csr' prints a request for its authority,"
                    + " 'notenboom tls install' puts the answer in place, and the listener shows it within ten seconds.";

    private final Supplier<Optional<X509Certificate>> shown;
    private final InstantSource clock;

    @Inject
    PublicCertificates(Listeners listeners, InstantSource clock) {
        this(listeners::publicCertificate, clock);
    }

    /** @param shown what the listener shows; empty where there is none */
    PublicCertificates(Supplier<Optional<X509Certificate>> shown, InstantSource clock) {
        this.shown = shown;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public RotationPolicy policy() {
        return new RotationPolicy(Duration.ZERO, Duration.ZERO, null);
    }

    @Override
    public List<Rotation> list(String after, int limit) {
        return after.compareTo(ID) < 0 && limit > 0 ? find(ID).stream().toList() : List.of();
    }

    @Override
    public Optional<Rotation> find(String id) {
        return id.equals(ID) ? shown.get().map(PublicCertificates::rotation) : Optional.empty();
    }

    private static Rotation rotation(X509Certificate certificate) {
        Instant start = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        RotatedKey active = new RotatedKey(
                certificate.getSerialNumber().toString(HEXADECIMAL),
                RotationState.ACTIVE,
                start,
                start,
                end,
                LiveSignatures.NONE);
        return new Rotation(KIND, ID, List.of(active), RotationPolicy.due(start, end));
    }

    @Override
    public RotationOutcome begin(String id) {
        return find(id).<RotationOutcome>map(known -> new RotationOutcome.Refused(HOW))
                .orElseGet(RotationOutcome.NotFound::new);
    }

    /** Nothing here takes a certificate back: its authority does. */
    @Override
    public RotationOutcome emergency(String id, String key) {
        return find(id).flatMap(rotation -> rotation.key(key))
                .<RotationOutcome>map(lost ->
                        new RotationOutcome.Refused("Have its authority revoke it, and take another key. " + HOW))
                .orElseGet(RotationOutcome.NotFound::new);
    }

    @Override
    public List<RotationStep> previewEmergency(Rotation rotation, RotatedKey lost, Instant now) {
        return List.of(
                new RotationStep(Instant.MAX, lost.id(), lost.state(), "stays until there is another one. " + HOW));
    }

    @Override
    public RotationTally advance() {
        RotationTally tally = new RotationTally();
        find(ID).ifPresent(rotation -> {
            rotation.active().ifPresent(active -> tally.found(RotationState.ACTIVE, active.since()));
            if (rotation.isOverdue(clock.instant())) {
                tally.overdue();
            }
        });
        return tally;
    }
}
