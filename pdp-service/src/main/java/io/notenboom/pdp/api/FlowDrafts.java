// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import io.notenboom.pdp.flow.FlowRules;
import io.notenboom.pdp.flow.SortableIds;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.profile.UseCaseProfile;
import java.util.Locale;

/** Completes the body of a request to create a flow: id, version and what is left out but has one natural value. */
public final class FlowDrafts {

    private final SortableIds ids;
    private final ProfileCatalogue profiles;

    /** With the source of ids and the profiles that exist. */
    public FlowDrafts(SortableIds ids, ProfileCatalogue profiles) {
        this.ids = ids;
        this.profiles = profiles;
    }

    Flow read(ObjectNode body, Caller caller) {
        ObjectNode json = body.deepCopy();
        json.put("id", ids.next("f")).put("version", 1).put("revoked", false);
        json.put("createdBy", caller.tokenId());
        json.put("role", json.path("role").asText("sender"));
        if (json.path("task") instanceof ObjectNode task && !task.has("ops")) {
            task.putArray("ops").add("read").add("update");
        }
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
            caller.requireSubject(flow.header().subject());
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
