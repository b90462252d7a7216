// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.rotation;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.restoring.RestoringMark;
import io.notenboom.trust.rotation.Rotatable;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationTally;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToDoubleFunction;
import org.jboss.logging.Logger;

/**
 * All kinds that a service rotates. Goes through them every minute ({@code notenboom.rotation.every}) and does what is due;
 * one kind that fails does not keep another from it. A node that is being restored does nothing, because what its records say
 * may be old, nor does one that is paused. Gauges {@code nuts.key.state} by kind and state, {@code nuts.key.age.days} and
 * {@code nuts.rotation.overdue} by kind.
 */
@Singleton
public class Rotations {

    private static final Logger LOG = Logger.getLogger(Rotations.class);
    private static final RotationTally NOTHING = new RotationTally();

    private final List<Rotatable> kinds;
    private final BooleanSupplier resting;
    private final InstantSource clock;
    private final Map<String, RotationTally> tallies = new ConcurrentHashMap<>();

    @Inject
    Rotations(Instance<Rotatable> kinds, RestoringMark restoring, NodeConfig config, InstantSource clock) {
        this(kinds.stream().toList(), () -> config.paused() || restoring.isOn(), clock);
    }

    /** @param resting whether nothing is to be done at present */
    Rotations(List<Rotatable> kinds, BooleanSupplier resting, InstantSource clock) {
        this.kinds =
                kinds.stream().sorted(Comparator.comparing(Rotatable::kind)).toList();
        this.resting = resting;
        this.clock = clock;
    }

    /** The kinds, by name. */
    List<Rotatable> kinds() {
        return kinds;
    }

    Optional<Rotatable> kind(String name) {
        return kinds.stream().filter(kind -> kind.kind().equals(name)).findFirst();
    }

    void measure(@Observes StartupEvent event, MeterRegistry metrics) {
        for (Rotatable kind : kinds) {
            for (RotationState state : RotationState.values()) {
                gauge(metrics, "nuts.key.state", kind, tally -> tally.count(state), "state", state.wireName());
            }
            gauge(metrics, "nuts.key.age.days", kind, this::ageDays);
            gauge(metrics, "nuts.rotation.overdue", kind, RotationTally::overdueCount);
        }
    }

    private double ageDays(RotationTally tally) {
        return tally.oldest()
                .map(since -> (double) Duration.between(since, clock.instant()).toDays())
                .orElse(0.0);
    }

    private void gauge(
            MeterRegistry metrics, String name, Rotatable kind, ToDoubleFunction<RotationTally> value, String... tags) {
        Gauge.builder(name, () -> value.applyAsDouble(tallies.getOrDefault(kind.kind(), NOTHING)))
                .tag("kind", kind.kind())
                .tags(tags)
                .strongReference(true)
                .register(metrics);
    }

    @Scheduled(
            every = "${notenboom.rotation.every:60s}",
            delayed = "5s",
            identity = "rotations",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void advance() {
        if (resting.getAsBoolean()) {
            return;
        }
        for (Rotatable kind : kinds) {
            try {
                RotationTally tally = kind.advance();
                tallies.put(kind.kind(), tally);
                if (tally.changes() > 0) {
                    LOG.infof("rotation of %s: %d changes", kind.kind(), tally.changes());
                }
            } catch (RuntimeException failed) {
                LOG.warnf(failed, "rotation of %s did not come to its end; it goes on at the next look", kind.kind());
            }
        }
    }
}
