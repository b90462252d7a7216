// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.profile.ShippedProfiles;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.trial.TrialReader.TrialPep;
import io.notenboom.trust.json.StrictJson;
import java.time.Instant;
import java.util.Optional;

/** Questions for tests: the receiver of the sample flows asks, at a time at which they are valid. */
public final class SampleTrials {

    private SampleTrials() {}

    /** A reader with these flows in force. */
    public static TrialReader reader(FlowsOutcome flows) {
        return new TrialReader(new TrialReader.Surroundings() {
            @Override
            public Optional<TrialPep> pep(String id) {
                return Optional.empty();
            }

            @Override
            public Optional<UseCaseProfile> profile(String name) {
                return ShippedProfiles.catalogue().find(name);
            }

            @Override
            public FlowsOutcome flows(String subject, Party client, ResourceId resource) {
                return flows;
            }

            @Override
            public Instant now() {
                return Samples.NOW;
            }
        });
    }

    /** What the receiver asks. */
    public static Question question(String request, FlowsOutcome flows) {
        return question(request, Samples.RECEIVER, flows);
    }

    /** What a client asks. */
    public static Question question(String request, String client, FlowsOutcome flows) {
        ObjectNode trial = StrictJson.newObject().put("request", request);
        trial.putObject("pep");
        trial.putObject("token").put("client_id", client).put("scope", "eOverdracht-receiver");
        return reader(flows).read(trial).question();
    }
}
