// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.care;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SampleOrganisationsTest {

    @Test
    void oneSeedGivesTheSameOrganisationsWhateverTheirNumber() {
        List<SampleOrganisation> few =
                new SampleOrganisations(7).organisations(100).toList();
        assertThat(new SampleOrganisations(7).organisations(1_000).limit(100)).isEqualTo(few);
        assertThat(new SampleOrganisations(8).organisations(100).toList()).isNotEqualTo(few);
    }

    @Test
    void namesAreManyAndWellFormed() {
        List<SampleOrganisation> all =
                new SampleOrganisations(1).organisations(20_000).toList();
        assertThat(all.stream().map(SampleOrganisation::name).collect(Collectors.toSet()))
                .hasSizeGreaterThan(15_000);
        assertThat(all.stream().map(SampleOrganisation::oid)).doesNotHaveDuplicates();
        assertThat(all).allSatisfy(organisation -> {
            assertThat(organisation.name()).hasSizeBetween(3, 120).doesNotContain("  ");
            assertThat(organisation.kvk()).matches("[0-9]{8}");
            assertThat(organisation.province()).isIn(SampleWords.PROVINCES);
        });
    }

    @Test
    void refusesNumbersOutOfRange() {
        assertThatIllegalArgumentException().isThrownBy(() -> new SampleOrganisations(1).organisations(-1));
    }
}
