// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.opa;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.ProfileReader;
import io.notenboom.pdp.profile.ProfileWriter;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.vectors.CaseFile;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.json.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The rules in Rego, asked of a real Open Policy Agent where there is one, decide as the engine does. */
class OpaParityTest {

    private static final ProfileCatalogue PROFILES = ShippedProfiles.catalogue();

    private static List<RulesQuestion> questions(String folder, String file) {
        return CaseFile.read(Vectors.require(folder).resolve(file)).questions(PROFILES);
    }

    private static RulesComparison compare(List<RulesQuestion> questions) throws Exception {
        Optional<OpaProgram> opa = OpaProgram.find();
        if (opa.isEmpty()) {
            System.err.println("SKIPPED: the parity of " + questions.size()
                    + " answers with Open Policy Agent was not checked, because opa is not installed; install it, or name it"
                    + " with -Dnotenboom.opa=PROGRAM or the variable OPA.");
        }
        Assumptions.assumeTrue(opa.isPresent(), "opa is not installed");
        return RulesComparison.run(opa.orElseThrow(), questions);
    }

    /** All but those with an XML body, which Rego does not read. */
    @Test
    void everyDecisionIsTheSame() throws Exception {
        List<RulesQuestion> questions = questions("own/eoverdracht", "decisions.json");
        assertThat(questions).hasSizeGreaterThan(231);
        RulesComparison comparison = compare(questions);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.notRead()).containsExactly("e230", "e231");
        assertThat(comparison.same()).isEqualTo(questions.size() - 2);
    }

    /** The bypass list among them; the four that are left out have an XML body. */
    @Test
    void everyRequestIsReadOrRefusedAlike() throws Exception {
        List<RulesQuestion> questions = questions("own/fhir-target", "request-cases.json");
        assertThat(questions).hasSize(305);
        RulesComparison comparison = compare(questions);
        assertThat(comparison.differences()).isEmpty();
        assertThat(comparison.notRead()).containsExactly("t015", "t242", "t243", "t244");
        assertThat(comparison.same()).isEqualTo(301);
    }

    @Test
    void aDifferenceIsNamedAndAMissingAnswerIsOne() {
        List<RulesQuestion> questions = List.of(
                new RulesQuestion("a", StrictJson.newObject(), "deny not_in_flow"),
                new RulesQuestion("b", StrictJson.newObject(), "permit flow f1 scope"),
                new RulesQuestion("c", StrictJson.newObject(), "deny task_changed"),
                new RulesQuestion("d", StrictJson.newObject(), "deny not_in_flow"));
        RulesComparison comparison = RulesComparison.of(
                questions,
                Map.of(
                        "a", "deny not_in_flow",
                        "b", "deny not_in_flow",
                        "c", "deny body_format_not_read"));
        assertThat(comparison.same()).isEqualTo(1);
        assertThat(comparison.differences())
                .containsExactly(
                        new RulesComparison.Difference("b", "permit flow f1 scope", "deny not_in_flow"),
                        new RulesComparison.Difference("d", "deny not_in_flow", "no answer"));
        assertThat(comparison.notRead()).containsExactly("c");
    }

    @Test
    void profilesAreWrittenAsTheyAreRead() {
        for (UseCaseProfile profile : PROFILES.all().values()) {
            assertThat(ProfileReader.read(ProfileWriter.write(profile))).isEqualTo(profile);
        }
    }
}
