// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.Party;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.ServiceKind;
import java.util.List;
import java.util.Map;

/** Both vendors send certificate requests; the Nuts administrator compares fingerprints and accepts. */
public final class EnrolStep implements DemoStep {

    private static final List<String> KINDS = List.of("node-ca", "vendor-ca");

    @Override
    public String name() {
        return "Enrol: CSR, review, certificates";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        for (Party vendor : List.of(world.sender(), world.receiver())) {
            for (String kind : KINDS) {
                enrol(world, vendor, kind, report);
            }
        }
        return true;
    }

    private static void enrol(DemoWorld world, Party vendor, String kind, DemoReport report) {
        ApiClient registry = vendor.administrator(ServiceKind.REGISTRY);
        JsonNode request = registry.post(
                "/registry/v1/enrolments", Map.of("kind", kind, "name", vendor.name(), "kvk", vendor.kvk()));
        String id = request.path("requestId").asText();
        String fingerprint = request.path("fingerprint").asText();
        ApiClient administrator = world.foundation().administrator(ServiceKind.REGISTRY);
        if (!pendingFingerprint(administrator, id).equals(fingerprint)) {
            throw new StepFailure("the fingerprint at the Foundation differs from the vendor's own: not accepted");
        }
        var accepted = administrator.post("/enrolment/v1/requests/" + id + "/acceptance", Map.of());
        JsonNode installed = registry.post("/registry/v1/enrolments/" + kind + "/refresh", Map.of());
        if (!installed.path("status").asText().equals("accepted")) {
            throw new StepFailure("the certificate was not installed: " + installed + " after " + accepted);
        }
        report.fact(
                vendor.name() + " " + kind, "request " + id + ", key " + fingerprint.substring(0, 23) + "…, accepted");
    }

    private static String pendingFingerprint(ApiClient administrator, String id) {
        JsonNode pending = administrator.get("/enrolment/v1/requests?status=pending");
        for (JsonNode request : pending.path("requests")) {
            if (request.path("id").asText().equals(id)) {
                return request.path("fingerprint").asText();
            }
        }
        throw new StepFailure("the Foundation does not know request " + id + ": " + pending);
    }
}
