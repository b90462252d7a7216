// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.decisionlog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.api.RequestJson;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.log.DecisionArchive;
import io.notenboom.pdp.log.LogQuery;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.trial.Replay;
import io.notenboom.pdp.trial.ReplayProfiles;
import io.notenboom.pdp.trial.ShadowDecisions;
import io.notenboom.pdp.trial.ShadowDecisions.Difference;
import io.notenboom.pdp.trial.TrialAnswer;
import io.notenboom.pdp.trial.TrialException;
import io.notenboom.pdp.trial.TrialJson;
import io.notenboom.pdp.trial.TrialReader;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.Set;

/** Decisions without effect: {@code /pdp/v1/try}, {@code /pdp/v1/replay}, {@code /pdp/v1/shadow}. */
@Path("/pdp/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TrialResource {

    private static final int MAX_LIMIT = ShadowDecisions.KEPT;
    private static final Set<String> REPLAY =
            Set.of("profile", "from", "to", "client", "flow", "effect", "reason", "cursor");

    private final TrialReader trials;
    private final DecisionArchive archive;
    private final ProfileCatalogue profiles;
    private final Shadow shadow;
    private final Caller caller;

    /** What decides in the shadow, and which profiles that are. */
    public record Shadow(ShadowDecisions decisions, ShadowProfiles profiles) {}

    /** The profiles that decide in the shadow. */
    public interface ShadowProfiles {

        /** Name and version of each, and by file what keeps others from it. */
        ObjectNode shown();
    }

    /** Over what decides. */
    public TrialResource(
            TrialReader trials, DecisionArchive archive, ProfileCatalogue profiles, Shadow shadow, Caller caller) {
        this.trials = trials;
        this.archive = archive;
        this.profiles = profiles;
        this.shadow = shadow;
        this.caller = caller;
    }

    /** What would be decided on a question that somebody made up. Is not logged, asks nobody and changes nothing. */
    @POST
    @Path("/try")
    @RequiresScope("pdp:try")
    public ObjectNode attempt(byte[] body) {
        Question question = read(RequestJson.read(body));
        if (question.pep() instanceof PepOutcome.Authenticated pep) {
            caller.requireSubject(pep.subject());
        }
        return TrialAnswer.of(question);
    }

    private Question read(ObjectNode trial) {
        try {
            return trials.read(trial);
        } catch (TrialException incorrect) {
            throw Problems.badRequest(String.valueOf(incorrect.getMessage()));
        }
    }

    /** Makes the decisions of a period again, by another version of their profile, and lists those that come out otherwise. */
    @POST
    @Path("/replay")
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

    /** The profiles that decide in the shadow, and the latest decisions that they would have made otherwise. */
    @GET
    @Path("/shadow")
    @RequiresScope("pdp:try")
    public ObjectNode shadow(@QueryParam("limit") @DefaultValue("100") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw Problems.badRequest("limit is 1 to " + MAX_LIMIT + ".");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.setAll(shadow.profiles().shown());
        ObjectNode kinds = answer.putObject("kept");
        shadow.decisions().kinds(caller::mayActFor).forEach((kind, count) -> kinds.put(kind.wireName(), count));
        ArrayNode list = answer.putArray("differences");
        for (Difference difference : shadow.decisions().latest(caller::mayActFor, limit)) {
            list.add(difference.toJson());
        }
        return answer;
    }
}
