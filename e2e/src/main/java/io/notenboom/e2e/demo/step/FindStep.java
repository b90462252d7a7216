// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The receiver's user searches with a typing error, in the receiver's own copy of the registry. */
public final class FindStep implements DemoStep {

    private static final String TYPED = "ziekenhuis de lnde";
    private static final Duration INDEXED = Duration.ofSeconds(10);

    @Override
    public String name() {
        return "Find: full-text search, typed wrong";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        ApiClient registry = world.receiver().ehr(ServiceKind.REGISTRY);
        String query =
                "/registry/v1/organisations?query=" + URLEncoder.encode(TYPED, StandardCharsets.UTF_8) + "&limit=5";
        JsonNode first = Await.until(
                "\"" + TYPED + "\" finds " + CareOrganisation.SENDER.name() + ", which the index shows within a second",
                INDEXED,
                () -> Optional.of(registry.get(query).path("results").path(0))
                        .filter(hit -> hit.path("organisation").asText().equals(CareOrganisation.SENDER.oid())));
        report.fact("typed", "\"" + TYPED + "\"");
        report.fact(
                "found",
                "%s, %s, matched %s"
                        .formatted(
                                first.path("name").asText(),
                                first.path("province").asText(),
                                first.path("matched")));
        String organisation = URLEncoder.encode(CareOrganisation.SENDER.oid(), StandardCharsets.UTF_8);
        for (JsonNode endpoint : registry.get("/registry/v1/organisations/" + organisation + "/endpoints")
                .path("endpoints")) {
            report.fact(
                    "endpoint",
                    endpoint.path("endpointType").asText() + " "
                            + endpoint.path("location").asText());
        }
        return true;
    }
}
