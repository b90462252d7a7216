// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.clock.SteadyClock;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Flows and tokens begin and end to the nanosecond, without leeway, and what has ended stays ended whatever the clock does. */
class ClockEdgesTest {

    private static final Validity VALIDITY = Ask.handoff("f1").validity();
    private static final Ask DATA = Ask.of("GET", "/fhir/Composition/1");
    private static final Ask TASK = Ask.of("GET", "/fhir/Task/t1");

    private static void at(Ask ask, Instant time, String outcome) {
        assertThat(ask.at(time).outcome()).as("at " + time).isEqualTo(outcome);
    }

    /** A token that does not end within the test. */
    private static String withLongToken(Ask ask, Instant time) {
        TokenOutcome.Active usual = (TokenOutcome.Active) ask.token(Ask.ISSUER, null);
        AccessToken token = usual.token();
        AccessToken longer =
                new AccessToken(token.origin(), token.client(), token.scopes(), Instant.MAX, null, token.claims());
        return Ask.outcome(ask.at(time)
                .decide(
                        new FlowsOutcome.Known(ask.flows()),
                        new TokenOutcome.Active(longer),
                        new ProofOutcome.NotPresented()));
    }

    @Test
    void aFlowBeginsAtNotBefore() {
        at(DATA, VALIDITY.notBefore().minusNanos(1), "flow_not_yet_valid");
        at(DATA, VALIDITY.notBefore(), "permit");
        at(TASK, VALIDITY.notBefore().minusNanos(1), "flow_not_yet_valid");
        at(TASK, VALIDITY.notBefore(), "permit");
    }

    @Test
    void dataEndAtDataExpiresAndTheTaskLater() {
        assertThat(withLongToken(DATA, VALIDITY.dataExpires().minusNanos(1))).isEqualTo("permit");
        assertThat(withLongToken(DATA, VALIDITY.dataExpires())).isEqualTo("flow_expired");
        assertThat(withLongToken(TASK, VALIDITY.dataExpires())).isEqualTo("permit");
        assertThat(withLongToken(TASK, VALIDITY.taskExpires().minusNanos(1))).isEqualTo("permit");
        assertThat(withLongToken(TASK, VALIDITY.taskExpires())).isEqualTo("flow_expired");
    }

    @Test
    void aTokenEndsAtItsExp() {
        Instant exp = Samples.NOW.plusSeconds(3600);
        at(TASK, exp.minusNanos(1), "permit");
        at(TASK, exp, "token_inactive");
    }

    /** Two replicas whose clocks differ by ten minutes disagree for ten minutes, and not longer. */
    @Test
    void aReplicaThatIsBehindClosesLaterByAsMuch() {
        Duration behind = Duration.ofMinutes(10);
        Instant end = VALIDITY.dataExpires();
        assertThat(withLongToken(DATA, end.minus(behind))).isEqualTo("permit");
        assertThat(withLongToken(DATA, end.plus(behind).minus(behind))).isEqualTo("flow_expired");
    }

    @Test
    void aClockThatIsSetBackOpensNothingAgain() {
        SettableClock machine = new SettableClock(VALIDITY.dataExpires().minusNanos(1));
        AtomicLong nanos = new AtomicLong();
        SteadyClock clock = new SteadyClock(machine, nanos::get);
        assertThat(withLongToken(DATA, clock.instant())).isEqualTo("permit");
        machine.advance(Duration.ofNanos(1));
        nanos.incrementAndGet();
        assertThat(withLongToken(DATA, clock.instant())).isEqualTo("flow_expired");
        machine.advance(Duration.ofHours(-1));
        assertThat(withLongToken(DATA, clock.instant())).isEqualTo("flow_expired");
        at(TASK, clock.instant(), "token_inactive");
    }
}
