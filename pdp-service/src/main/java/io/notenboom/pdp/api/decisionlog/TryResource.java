// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.decisionlog;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.trial.TrialAnswer;
import io.notenboom.pdp.trial.TrialException;
import io.notenboom.pdp.trial.TrialReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** {@code /pdp/v1/try}: a decision without effect, on a question that somebody made up. */
@Path("/pdp/v1/try")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TryResource {

    private final TrialReader trials;
    private final Caller caller;

    /** Over what decides. */
    public TryResource(TrialReader trials, Caller caller) {
        this.trials = trials;
        this.caller = caller;
    }

    /** What would be decided. Is not logged, asks nobody and changes nothing. */
    @POST
    @NotAudited("only asks")
    @RequiresScope("pdp:try")
    public ObjectNode attempt(byte[] body) {
        TrialReader.Trial trial = read(RequestJson.read(body));
        caller.requireSubject(trial.subject());
        return TrialAnswer.of(trial.question());
    }

    private TrialReader.Trial read(ObjectNode trial) {
        try {
            return trials.read(trial);
        } catch (TrialException incorrect) {
            throw Problems.badRequest(String.valueOf(incorrect.getMessage()));
        }
    }
}
