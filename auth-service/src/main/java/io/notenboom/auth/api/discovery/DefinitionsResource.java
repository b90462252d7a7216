// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.discovery.DefinitionSet;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.kit.access.RequiresScope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Locale;

/** The definitions of discovery services in use and what is wrong with their files (internal). */
@Path("/auth/v1/discovery/definitions")
@RunOnVirtualThread
public class DefinitionsResource {

    private final ServiceDefinitions definitions;

    /** Tells about these. */
    public DefinitionsResource(ServiceDefinitions definitions) {
        this.definitions = definitions;
    }

    /** All services, sorted by id, and all findings. */
    @GET
    @RequiresScope("auth:admin")
    public ObjectNode list() {
        DefinitionSet set = definitions.current();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode services = answer.putArray("services");
        set.all().forEach(service -> services.addObject()
                .put("id", service.id())
                .put("file", set.fileById().get(service.id()))
                .put("endpoint", service.endpoint().toString())
                .put("served", definitions.serves(service.id())));
        ArrayNode findings = answer.putArray("findings");
        set.findings().forEach(finding -> findings.addObject()
                .put("file", finding.file())
                .put("severity", finding.severity().name().toLowerCase(Locale.ROOT))
                .put("message", finding.message()));
        return answer;
    }
}
