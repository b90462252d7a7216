// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.FlowRules;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.task.TaskState;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Completes the body of a request to make or change a flow: id, version and what is left out but has one natural value. */
public final class FlowDrafts {

    private static final Set<String> CHANGEABLE =
            Set.of("compositions", "resources", "task", "notBefore", "dataExpires", "taskExpires");
    private static final Set<String> CHANGEABLE_OF_TASK = Set.of("state", "remainderHash");

    private final SortableIds ids;
    private final ProfileCatalogue profiles;

    /** With the source of ids and the profiles that exist. */
    public FlowDrafts(SortableIds ids, ProfileCatalogue profiles) {
        this.ids = ids;
        this.profiles = profiles;
    }

    /** The version that follows, with what the body gives in place of what was there; the rest stays. */
    Flow update(Flow current, ObjectNode body) {
        ObjectNode json = FlowJson.write(current);
        body.properties().forEach(member -> {
            if (member.getKey().equals("task")) {
                updateTask((ObjectNode) json.path("task"), member.getValue());
            } else {
                set(json, member, CHANGEABLE);
            }
        });
        json.put("version", current.version() + 1);
        Flow next = completed(json);
        requirePermitted(current, next);
        return next;
    }

    private static void updateTask(ObjectNode task, JsonNode given) {
        given.properties().forEach(member -> set(task, member, CHANGEABLE_OF_TASK));
    }

    private static void set(ObjectNode into, Map.Entry<String, JsonNode> member, Set<String> changeable) {
        if (changeable.contains(member.getKey())) {
            into.set(member.getKey(), member.getValue());
        } else if (!member.getValue().equals(into.get(member.getKey()))
                && !member.getKey().equals("version")) {
            throw Problems.badRequest(
                    member.getKey() + " of a flow cannot be changed; revoke the flow and create another one.");
        }
    }

    /** The sender may take the steps of the sender; what a receiver notes about the other side's Task opens nothing. */
    private void requirePermitted(Flow current, Flow next) {
        TaskState from = current.task().state();
        TaskState to = next.task().state();
        boolean permitted = from == to
                || current.header().role() == Role.RECEIVER
                || profiles.find(current.header().profile())
                        .map(profile -> profile.permits(from, to, Role.SENDER))
                        .orElse(false);
        if (!permitted) {
            throw Problems.conflict("The profile " + current.header().profile() + " has no step of the sender from "
                    + from.wireName() + " to " + to.wireName() + ".");
        }
    }

    Flow read(ObjectNode body, Caller caller) {
        ObjectNode json = body.deepCopy();
        json.put("id", ids.next("f")).put("version", 1).put("revoked", false);
        json.put("createdBy", caller.tokenId());
        json.put("role", json.path("role").asText("sender"));
        if (json.path("task") instanceof ObjectNode task && !task.has("ops")) {
            task.putArray("ops").add("read").add("update");
        }
        Flow flow = completed(json);
        caller.requireSubject(flow.header().subject());
        return flow;
    }

    private Flow completed(ObjectNode json) {
        String user = demandedUser(json);
        for (JsonNode composition : json.path("compositions")) {
            complete(composition, user, "read", "document");
        }
        for (JsonNode resource : json.path("resources")) {
            complete(resource, user, "read");
            if (resource instanceof ObjectNode grant && !grant.has("via")) {
                via(json.path("compositions"), grant.putArray("via"));
            }
        }
        try {
            Flow flow = FlowJson.read(json);
            FlowRules.check(flow);
            return flow;
        } catch (IllegalArgumentException incorrect) {
            throw Problems.badRequest(String.valueOf(incorrect.getMessage()));
        }
    }

    /** The user that the profile demands where the flow does not say. */
    private String demandedUser(ObjectNode json) {
        UseCaseProfile profile = profiles.find(json.path("profile").asText(""))
                .orElseThrow(() -> Problems.badRequest(
                        "Name a profile that is shipped: " + profiles.all().keySet() + "."));
        return profile.user().demanded() ? "low" : "none";
    }

    /** A resource of a flow with one Composition is listed in that one; with more, each resource must say in which. */
    private static void via(JsonNode compositions, ArrayNode via) {
        if (compositions.size() != 1) {
            throw Problems.badRequest("Say in via which Compositions list a resource.");
        }
        via.add(compositions.path(0).path("ref").asText());
    }

    private static String user(ObjectNode grant) {
        JsonNode asked = grant.path("userContext");
        if (!asked.isBoolean()) {
            throw Problems.badRequest("userContext is true or false.");
        }
        return asked.booleanValue() ? grant.path("assurance").asText("low").toLowerCase(Locale.ROOT) : "none";
    }

    /** {@code userContext} true asks for a user, with {@code assurance} of at least that level. */
    private static void complete(JsonNode entry, String otherwise, String... operations) {
        if (entry instanceof ObjectNode grant) {
            if (!grant.has("ops")) {
                ArrayNode list = grant.putArray("ops");
                for (String operation : operations) {
                    list.add(operation);
                }
            }
            if (!grant.has("user")) {
                grant.put("user", grant.has("userContext") ? user(grant) : otherwise);
            }
        }
    }
}
