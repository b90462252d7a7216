// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.control.fleet.UpgradeRun;
import io.notenboom.hosting.control.fleet.Upgrades;
import io.notenboom.hosting.control.fleet.Upgrades.Begin;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code /hosting/v1/upgrades}: other software for many customers, in waves. */
@Path("/hosting/v1/upgrades")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class UpgradeResource {

    private static final Set<String> FIELDS =
            Set.of("version", "phase", "fromVersion", "network", "plan", "q", "percent", "patienceSeconds");

    private static final int LONGEST_FILTER = 253;

    private final Upgrades upgrades;
    private final Caller caller;

    /** Over the runs. */
    public UpgradeResource(Upgrades upgrades, Caller caller) {
        this.upgrades = upgrades;
        this.caller = caller;
    }

    /** Begins an upgrade of the active customers that the filter admits; with {@code dryRun} the waves are answered only. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RequiresScope("hosting:write")
    @Idempotent
    @Audited("upgrade.begin")
    public Response begin(@QueryParam("dryRun") @DefaultValue("false") boolean dryRun, byte[] body) {
        ObjectNode wish = Answers.object(body, FIELDS);
        SoftwareVersion version = Filters.value("version", Answers.text(wish, "version", 64), SoftwareVersion::new);
        Upgrades.Wish asked = new Upgrades.Wish(
                version,
                Filters.of(
                        filter(wish, "phase"),
                        filter(wish, "fromVersion"),
                        filter(wish, "network"),
                        filter(wish, "plan"),
                        filter(wish, "q")),
                Answers.number(wish, "percent", 1, 100, 5),
                Duration.ofSeconds(Answers.number(wish, "patienceSeconds", 10, 86_400, 600)));
        return switch (upgrades.begin(asked, caller.tokenId(), dryRun)) {
            case Begin.Begun begun ->
                Response.created(
                                URI.create("/hosting/v1/upgrades/" + begun.run().id()))
                        .entity(begun.run().write())
                        .build();
            case Begin.Possible possible -> Response.ok(possible.run().write()).build();
            case Begin.Busy busy ->
                throw Answers.problem(
                        HostingProblem.UPGRADE_UNDER_WAY,
                        "Wait for upgrade " + busy.run().id() + ", or stop it.");
            case Begin.Nobody unused ->
                throw Answers.problem(
                        HostingProblem.NOTHING_TO_UPGRADE,
                        "No active customer of these runs another version than this.");
        };
    }

    /** What is no text is refused: without it the upgrade would be one of more customers. */
    private static @Nullable String filter(ObjectNode wish, String field) {
        return Answers.optionalText(wish, field, LONGEST_FILTER);
    }

    /** All upgrades. */
    @GET
    @RequiresScope("hosting:read")
    public ObjectNode list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode list = answer.putArray("upgrades");
        upgrades.all().forEach(run -> list.add(run.write()));
        return answer;
    }

    /** One upgrade. */
    @GET
    @Path("/{id}")
    @RequiresScope("hosting:read")
    public ObjectNode get(@PathParam("id") String id) {
        return upgrades.find(id).map(UpgradeRun::write).orElseThrow(UpgradeResource::unknown);
    }

    /** Stops an upgrade: what was begun goes back. */
    @POST
    @Path("/{id}/stop")
    @RequiresScope("hosting:write")
    @Audited("upgrade.stop")
    public ObjectNode stop(@PathParam("id") String id) {
        return upgrades.stop(id).map(UpgradeRun::write).orElseThrow(UpgradeResource::unknown);
    }

    private static ProblemException unknown() {
        return Answers.problem(HostingProblem.NOT_FOUND, "There is no upgrade with this id.");
    }
}
