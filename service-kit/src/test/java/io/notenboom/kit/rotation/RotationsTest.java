// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPolicy;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationTally;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RotationsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final Kind broken = new Kind("a-broken");
    private final Kind good = new Kind("b-good");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private boolean resting;

    private final class Kind implements Rotatable {

        private final String name;
        private int looks;

        Kind(String name) {
            this.name = name;
        }

        @Override
        public String kind() {
            return name;
        }

        @Override
        public RotationPolicy policy() {
            return new RotationPolicy(Duration.ZERO, Duration.ZERO, null);
        }

        @Override
        public List<Rotation> list(String after, int limit) {
            return List.of();
        }

        @Override
        public Optional<Rotation> find(String id) {
            return Optional.empty();
        }

        @Override
        public RotationOutcome begin(String id) {
            return new RotationOutcome.NotFound();
        }

        @Override
        public RotationOutcome emergency(String id, String key) {
            return new RotationOutcome.NotFound();
        }

        @Override
        public RotationTally advance() {
            looks++;
            if (this == broken) {
                throw new IllegalStateException("the store is away");
            }
            RotationTally tally = new RotationTally();
            tally.found(RotationState.ACTIVE, clock.instant().minus(Duration.ofDays(9)));
            tally.found(RotationState.ACTIVE, clock.instant().minus(Duration.ofDays(3)));
            tally.overdue();
            return tally;
        }
    }

    private Rotations rotations() {
        Rotations rotations = new Rotations(List.of(good, broken), () -> resting, clock);
        rotations.measure(new StartupEvent(), metrics);
        return rotations;
    }

    private double gauge(String name, String... tags) {
        return metrics.get(name).tag("kind", "b-good").tags(tags).gauge().value();
    }

    @Test
    void aKindThatFailsKeepsNoOtherFromGoingOn() {
        rotations().advance();
        assertThat(broken.looks).isEqualTo(1);
        assertThat(good.looks).isEqualTo(1);
    }

    @Test
    void measuresWhatItFound() {
        Rotations rotations = rotations();
        assertThat(gauge("nuts.key.state", "state", "active")).isZero();
        rotations.advance();
        assertThat(gauge("nuts.key.state", "state", "active")).isEqualTo(2);
        assertThat(gauge("nuts.key.state", "state", "retiring")).isZero();
        assertThat(gauge("nuts.key.age.days")).isEqualTo(9);
        assertThat(gauge("nuts.rotation.overdue")).isEqualTo(1);
    }

    @Test
    void aNodeThatIsPausedOrBeingRestoredRotatesNothing() {
        Rotations rotations = rotations();
        resting = true;
        rotations.advance();
        assertThat(good.looks).isZero();
        resting = false;
        rotations.advance();
        assertThat(good.looks).isEqualTo(1);
    }
}
