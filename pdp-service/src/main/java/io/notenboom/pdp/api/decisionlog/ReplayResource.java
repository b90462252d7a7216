// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.decisionlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.log.DecisionArchive;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.trial.Replay;
import io.notenboom.pdp.trial.ReplayProfiles;
import io.notenboom.pdp.trial.TrialException;
import io.notenboom.pdp.trial.TrialJson;
import io.notenboom.pdp.trial.TrialReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;

/** {@code /pdp/v1/replay}: logged decisions, made again without effect. */
@Path("/pdp/v1/replay")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class ReplayResource {

    private static final Set<String> REPLAY =
            Set.of("profile", "from", "to", "client", "flow", "effect", "reason", "cursor");

    private final DecisionArchive archive;
    private final ProfileCatalogue profiles;
    private final Caller caller;

    /** Over the log and the profiles in force. */
    public ReplayResource(DecisionArchive archive, ProfileCatalogue profiles, Caller caller) {
        this.archive = archive;
        this.profiles = profiles;
        this.caller = caller;
    }

    /** Makes the decisions of a period again, by another version of their profile, and lists those that come out otherwise. */
    @POST
    @NotAudited("only asks")
    @RequiresScope("pdp:try")
    public ObjectNode replay(byte[] body) {
        ObjectNode json = RequestJson.read(body);
        try {
            TrialJson.object(json, "A replay", REPLAY);
            Optional<UseCaseProfile> other =
                    json.has("profile") ? Optional.of(TrialReader.made(json.path("profile"))) : Optional.empty();
            return new Replay(archive, ReplayProfiles.of(profiles, other))
                    .run(query(json), caller::mayActFor, LogFilter.place(text(json, "cursor")))
                    .toJson();
        } catch (TrialException incorrect) {
            throw Problems.badRequest(String.valueOf(incorrect.getMessage()));
        }
    }

    private static LogQuery query(JsonNode json) {
        return new LogQuery(
                LogFilter.time("from", text(json, "from").orElse(null)),
                LogFilter.time("to", text(json, "to").orElse(null)),
                text(json, "client"),
                text(json, "flow"),
                text(json, "effect"),
                text(json, "reason"));
    }

    private static Optional<String> text(JsonNode json, String member) {
        return Optional.of(TrialJson.text(json, member, "")).filter(value -> !value.isEmpty());
    }
}
