// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.customer.NodeMode;
import io.notenboom.testkit.SettableClock;
import io.quarkus.runtime.StartupEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfinementWatchTest {

    private static final Confinement CONFINED = new Confinement.Confined();
    private static final Confinement AWAY = new Confinement.Undetermined("it does not answer");
    private static final Confinement ESCAPED = new Confinement.Escaped(List.of("SCAN (lists every customer's keys)"));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T10:00:00Z"));
    private final List<String> ends = new ArrayList<>();
    private Confinement found = CONFINED;
    private int looks;

    private ConfinementWatch watch(NodeMode mode) {
        return new ConfinementWatch(
                mode,
                () -> {
                    looks++;
                    return found;
                },
                clock,
                ends::add);
    }

    @Test
    void aServiceThatCanGetOutEndsAndNamesTheWay() {
        found = ESCAPED;
        ConfinementWatch watch = watch(NodeMode.STRICT);
        watch.look();
        assertThat(ends).singleElement().asString().contains("SCAN", "docs/operations/redis.md");
        assertThat(watch.ready()).isFalse();
    }

    @Test
    void nothingLooksBeforeTheStartWhichFails() {
        found = ESCAPED;
        ConfinementGuard guard = new ConfinementGuard(end -> new ConfinementWatch(
                NodeMode.STRICT,
                () -> {
                    looks++;
                    return found;
                },
                clock,
                end));
        guard.again();
        assertThat(looks).isZero();
        assertThatThrownBy(() -> guard.atStart(new StartupEvent()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("SCAN");
        assertThat(looks).isOne();
    }

    @Test
    void aClockThatIsSetBackPutsNothingOff() {
        ConfinementWatch watch = watch(NodeMode.STRICT);
        watch.look();
        watch.look();
        assertThat(looks).isOne();
        clock.advance(Duration.ofHours(-1));
        watch.look();
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void inDevelopmentItGoesOn() {
        found = ESCAPED;
        ConfinementWatch watch = watch(NodeMode.DEV);
        watch.look();
        assertThat(ends).isEmpty();
        assertThat(watch.ready()).isTrue();
        assertThat(watch.standing()).isEqualTo("not confined");
    }

    @Test
    void whileRedisIsAwayItIsNotReadyAndLooksAgainAtOnce() {
        found = AWAY;
        ConfinementWatch watch = watch(NodeMode.STRICT);
        watch.look();
        assertThat(watch.ready()).isFalse();
        found = ESCAPED;
        watch.look();
        assertThat(ends).hasSize(1);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void onceShownItStaysReadyWhileRedisIsAwayAndLooksEveryTenMinutes() {
        ConfinementWatch watch = watch(NodeMode.STRICT);
        watch.look();
        watch.look();
        assertThat(looks).isEqualTo(1);
        clock.advance(Duration.ofMinutes(11));
        found = AWAY;
        watch.look();
        assertThat(watch.ready()).isTrue();
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void aUserThatIsChangedLaterMakesItNotReadyAndDoesNotEndIt() {
        ConfinementWatch watch = watch(NodeMode.STRICT);
        watch.look();
        assertThat(watch.ready()).isTrue();
        clock.advance(Duration.ofMinutes(11));
        found = ESCAPED;
        watch.look();
        assertThat(watch.ready()).isFalse();
        assertThat(ends).isEmpty();
        clock.advance(Duration.ofMinutes(11));
        found = CONFINED;
        watch.look();
        assertThat(watch.ready()).isTrue();
    }
}
