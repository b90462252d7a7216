// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.density;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FootprintTest {

    private static final List<String> ROLLUP = """
            55d0c0000000-7ffd5b3f2000 ---p 00000000 00:00 0                          [rollup]
            Rss:              204800 kB
            Pss:              102400 kB
            Pss_Dirty:         90000 kB
            Shared_Clean:     100000 kB
            Private_Clean:      1024 kB
            Private_Dirty:     50176 kB
            Swap:                  0 kB
            """.lines().toList();

    @Test
    void whatLinuxTellsOfAProcess() {
        Footprint footprint = Footprint.parse(ROLLUP);
        assertThat(footprint).isEqualTo(new Footprint(204_800, 102_400, 51_200));
        assertThat(footprint.residentMib()).isEqualTo(200);
        assertThat(footprint.proportionalMib()).isEqualTo(100);
        assertThat(footprint.ownMib()).isEqualTo(50);
    }

    @Test
    void manyTogetherAndTheirMean() {
        Footprint one = Footprint.parse(ROLLUP);
        assertThat(one.plus(one).part(2)).isEqualTo(one);
        assertThat(Footprint.NONE.plus(one)).isEqualTo(one);
    }
}
