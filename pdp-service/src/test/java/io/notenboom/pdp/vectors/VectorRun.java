// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.testkit.Vectors;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs a whole file of the shared vectors, as {@code notenboom pdp vectors} does; without exceptions. */
final class VectorRun {

    private VectorRun() {}

    static Stream<DynamicTest> of(String folder, String name, int cases) {
        CaseFile file = CaseFile.read(Vectors.require(folder).resolve(name));
        List<CaseResult> results = file.run(new ProfileCatalogue(ShippedProfiles.load()));
        assertThat(results).hasSize(cases);
        return results.stream()
                .map(result ->
                        DynamicTest.dynamicTest(result.id() + " " + result.title(), () -> assertThat(result.failure())
                                .isEmpty()));
    }
}
