// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.secret.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class TokenSchemesTest {

    private static final Secret TOKEN = Secret.of("t");
    private static final Finding KNOWN =
            new Finding.Known(new Identity("i", Set.of("admin"), Optional.empty(), Optional.empty()));
    private static final Finding REFUSED = new Finding.Refused("no");
    private static final Finding UNKNOWN = new Finding.Unknown();

    private record Fixed(int order, Supplier<Finding> finding) implements TokenScheme {

        @Override
        public Finding find(Secret token) {
            return finding.get();
        }
    }

    private static TokenScheme unsure(int order) {
        return new Fixed(order, () -> {
            throw new ProblemException(EdgeProblem.UNAVAILABLE, "unsure");
        });
    }

    private static TokenSchemes.Answer find(TokenScheme... schemes) {
        return new TokenSchemes(List.of(schemes), new ServiceMeters(new SimpleMeterRegistry(), "kit")).find(TOKEN);
    }

    @Test
    void theFirstThatCanSaySomethingDecides() {
        assertThat(find(new Fixed(2, () -> REFUSED), new Fixed(1, () -> KNOWN)).finding())
                .isEqualTo(KNOWN);
        assertThat(find(new Fixed(2, () -> KNOWN), new Fixed(1, () -> REFUSED)).finding())
                .isEqualTo(REFUSED);
        assertThat(find(new Fixed(2, () -> KNOWN), new Fixed(1, () -> UNKNOWN)).finding())
                .isEqualTo(KNOWN);
        assertThat(find(new Fixed(1, () -> UNKNOWN)).finding()).isEqualTo(UNKNOWN);
        assertThat(find().finding()).isEqualTo(UNKNOWN);
    }

    @Test
    void aSchemeThatCannotTellKeepsNobodyOutWhomAnotherKnows() {
        assertThat(find(unsure(1), new Fixed(2, () -> KNOWN)).finding()).isEqualTo(KNOWN);
    }

    @Test
    void whoIsKnownToNoneIsToldThatOneCannotTell() {
        for (Finding finding : List.of(REFUSED, UNKNOWN)) {
            assertThatThrownBy(() -> find(unsure(1), new Fixed(2, () -> finding)))
                    .isInstanceOf(ProblemException.class);
        }
    }

    @Test
    void whatWasKnownStandsAsLongAsItsSchemeSaysSo() {
        assertThat(find(new Fixed(1, () -> KNOWN)).standing().getAsBoolean()).isTrue();
        assertThat(find(new Fixed(1, () -> REFUSED)).standing().getAsBoolean()).isFalse();
    }
}
