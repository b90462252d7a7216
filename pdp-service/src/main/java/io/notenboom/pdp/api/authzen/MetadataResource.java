// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.authzen;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.pdp.api.Problems;
import io.notenboom.pdp.pep.PepJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/**
 * {@code /.well-known/authzen-configuration}: where the operations are (Authorization API 1.0, section 9). The base URL comes from
 * the configuration, never from the request; who is registered is not told, so every id gets an answer.
 */
@Path("/.well-known/authzen-configuration")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class MetadataResource {

    private final BaseUrl base;

    /** Under a base URL. */
    public MetadataResource(BaseUrl base) {
        this.base = base;
    }

    /**
     * Where clients reach this service.
     *
     * @param url without a slash at the end
     */
    public record BaseUrl(String url) {}

    /** Of the node's base URL. */
    @GET
    @NoScopeNeeded("says where the operations are, and nothing about the customer")
    public ObjectNode node() {
        return metadata(base.url());
    }

    /** Of the base URL of one enforcement point. */
    @GET
    @Path("/authzen/{pep}")
    @NoScopeNeeded("says where the operations are, and nothing about the customer")
    public ObjectNode pep(@PathParam("pep") String pep) {
        if (!PepJson.validId(pep)) {
            throw Problems.notFound("There is no such base URL.");
        }
        return metadata(base.url() + "/authzen/" + pep);
    }

    private static ObjectNode metadata(String url) {
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("policy_decision_point", url);
        String api = url + "/access/v1/";
        metadata.put("access_evaluation_endpoint", api + "evaluation");
        metadata.put("access_evaluations_endpoint", api + "evaluations");
        metadata.put("search_subject_endpoint", api + "search/subject");
        metadata.put("search_resource_endpoint", api + "search/resource");
        return metadata.put("search_action_endpoint", api + "search/action");
    }
}
