// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.demo.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoStep;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.demo.Party;
import io.notenboom.e2e.report.DemoReport;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.ServiceKind;
import java.util.List;
import java.util.Map;

/** Each vendor starts its stream, contracts its care organisations and registers their endpoints: the four seed events. */
public final class RegisterStep implements DemoStep {

    private static final String TYPE = "urn:oid:1.3.6.1.4.1.54851.2:";

    @Override
    public String name() {
        return "Register: vendors, contracts, endpoints";
    }

    @Override
    public boolean run(DemoWorld world, DemoReport report) {
        vendor(world.sender(), report);
        contract(world.sender(), CareOrganisation.SENDER, report);
        endpoint(world.sender(), CareOrganisation.SENDER, "oauth", world.senderIssuer(), report);
        endpoint(
                world.sender(), CareOrganisation.SENDER, "fhir", world.gateway().fhirBase(), report);

        Node receiver = world.receiver().node();
        vendor(world.receiver(), report);
        for (CareOrganisation organisation : List.of(CareOrganisation.RECEIVER, CareOrganisation.BYSTANDER)) {
            contract(world.receiver(), organisation, report);
            endpoint(world.receiver(), organisation, "oauth", receiver.issuer(organisation.subject()), report);
        }
        endpoint(
                world.receiver(),
                CareOrganisation.RECEIVER,
                "eoverdracht-notification",
                receiver.proxyUrl() + "/notification",
                report);
        return true;
    }

    private static void vendor(Party party, DemoReport report) {
        JsonNode registered = party.administrator(ServiceKind.REGISTRY)
                .post("/registry/v1/vendor", Map.of("vendor", party.vendorOid(), "name", party.name()));
        report.fact(
                "VendorRegistration",
                party.name() + ", stream " + registered.path("sid").asText());
    }

    private static void contract(Party party, CareOrganisation organisation, DemoReport report) {
        ApiClient registry = party.administrator(ServiceKind.REGISTRY);
        JsonNode proposed = registry.post(
                "/registry/v1/contracts",
                Map.of(
                        "careOrganisation", organisation.oid(),
                        "name", organisation.name(),
                        "city", organisation.city(),
                        "province", organisation.province(),
                        "country", "NL",
                        "kvk", organisation.kvk()));
        String contract = proposed.path("contractId").asText();
        JsonNode approved = registry.post("/registry/v1/contracts/" + contract + "/approval", Map.of());
        report.fact("ContractProposal", organisation.name() + ", contract " + contract);
        report.fact("ContractApproval", "event " + eventId(approved));
    }

    private static void endpoint(
            Party party, CareOrganisation organisation, String type, String location, DemoReport report) {
        JsonNode registered = party.administrator(ServiceKind.REGISTRY)
                .post(
                        "/registry/v1/endpoints",
                        Map.of(
                                "careOrganisation",
                                organisation.oid(),
                                "endpointType",
                                TYPE + type,
                                "location",
                                location));
        report.fact("EndpointRegistration", type + " " + location + ", event " + eventId(registered));
    }

    private static String eventId(JsonNode answer) {
        JsonNode event = answer.path("event");
        return event.isObject() ? event.path("id").asText() : event.asText();
    }
}
