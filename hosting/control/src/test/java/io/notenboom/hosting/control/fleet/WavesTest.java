// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.trust.customer.CustomerId;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WavesTest {

    @Test
    void oneFirstThenAFewThenAllOthers() {
        assertThat(Waves.of(customers(100), 5)).extracting(List::size).containsExactly(1, 5, 94);
        assertThat(Waves.of(customers(20), 5)).extracting(List::size).containsExactly(1, 1, 18);
        assertThat(Waves.of(customers(2), 5)).extracting(List::size).containsExactly(1, 1);
        assertThat(Waves.of(customers(1), 5)).extracting(List::size).containsExactly(1);
    }

    @Property(tries = 200)
    void everybodyIsInOneWaveAndTheFirstIsAlone(
            @ForAll @IntRange(min = 1, max = 500) int count, @ForAll @IntRange(min = 1, max = 100) int percent) {
        List<List<CustomerId>> waves = Waves.of(customers(count), percent);
        assertThat(waves.stream().flatMap(List::stream)).containsExactlyElementsOf(customers(count));
        assertThat(waves.getFirst()).hasSize(1);
        assertThat(waves).noneMatch(List::isEmpty);
    }

    private static List<CustomerId> customers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new CustomerId("c%05d".formatted(number)))
                .toList();
    }
}
