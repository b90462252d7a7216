// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.FhirStore;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.CareOrganisation;
import io.notenboom.e2e.demo.DemoWorld;
import io.notenboom.e2e.drill.pdp.TwoSides.Pair;
import io.notenboom.launcher.node.NodeSpec;
import java.util.List;
import java.util.Map;

/** Complete transfers from start to each end, seen from both sides. */
record TransferCases(DemoWorld world, TwoSides sides, ReceiversRecord record, boolean userDemanded) {

    static final String NOTICE = "Composition/notice-1";
    private static final String HANDOFF = DemoWorld.COMPOSITION;

    static TransferCases in(DemoWorld world, String family) {
        boolean bolt = family.equals("bolt");
        ReceiversRecord record = new ReceiversRecord(world, bolt ? "eOverdracht-sender" : "eOverdracht-receiver");
        return new TransferCases(world, new TwoSides(world), record, bolt);
    }

    static void require(int expected, int status, String what) {
        if (status != expected) {
            throw new StepFailure(what + " answered " + status + " instead of " + expected);
        }
    }

    /** Medical data are open to a user, and to nobody in particular only where the profile demands no user. */
    private void requireOpen(String reference) {
        require(200, record.status(reference, true), "reading " + reference);
        require(userDemanded ? 403 : 200, record.status(reference, false), "reading " + reference + " without a user");
    }

    private void requireClosed(String reference, String when) {
        require(403, record.status(reference, true), reference + " " + when);
    }

    private void requireTask(Pair pair, String state) {
        sides.requireState(pair, state);
        record.keepTask(pair.task());
        record.requireTask(pair.task(), state);
    }

    String accepted() {
        Pair pair = sides.startAndTell("notice", NOTICE);
        requireOpen(NOTICE);
        requireClosed(HANDOFF, "before it is handed over");
        int notice = record.keep(pair.task(), NOTICE);
        JsonNode accepted = sides.receive(pair, "accept", Map.of());
        requireTask(pair, "accepted");
        JsonNode handed = sides.send(pair, "handoff", Map.of("composition", HANDOFF));
        requireTask(pair, "in-progress");
        requireOpen(HANDOFF);
        requireClosed(NOTICE, "after the handoff");
        int handoff = record.keep(pair.task(), HANDOFF);
        JsonNode completed = sides.receive(pair, "complete", Map.of());
        requireTask(pair, "completed");
        requireClosed(HANDOFF, "after its completion");
        require(409, sides.refused(pair, "accept"), "accepting what is completed");
        return "next " + accepted.path("next") + ", then " + handed.path("next") + ", then " + completed.path("next")
                + "; the receiver keeps " + notice + " and " + handoff + " resources";
    }

    String called() {
        Pair pair = sides.startAndTell("notice", NOTICE);
        StringBuilder states = new StringBuilder();
        for (String date : new String[] {"2026-12-24", "2026-12-27"}) {
            states.append(step(sides.receive(pair, "hold", Map.of("alternativeDate", date))));
            requireTask(pair, "on-hold");
            states.append(step(sides.send(pair, "request", Map.of())));
            requireTask(pair, "requested");
        }
        states.append(step(sides.receive(pair, "accept", Map.of())));
        states.append(sides.send(pair, "cancel", Map.of()).path("state").asText());
        requireTask(pair, "cancelled");
        requireClosed(NOTICE, "after it was called off");
        return states.toString();
    }

    private static String step(JsonNode transfer) {
        return transfer.path("state").asText() + ", ";
    }

    String refused() {
        Pair pair = sides.startAndTell("notice", NOTICE);
        JsonNode refused = sides.receive(pair, "reject", Map.of("reason", "no place"));
        requireTask(pair, "rejected");
        requireClosed(NOTICE, "after it was refused");
        return refused.path("state").asText() + ", the data closed";
    }

    String handoff() {
        Pair pair = sides.startAndTell("handoff", HANDOFF);
        requireOpen(HANDOFF);
        int handoff = record.keep(pair.task(), HANDOFF);
        JsonNode completed = sides.receive(pair, "complete", Map.of());
        requireTask(pair, "completed");
        requireClosed(HANDOFF, "after its completion");
        return completed.path("state").asText() + ", the data closed; the receiver keeps " + handoff + " resources";
    }

    String handoffCalledOff() {
        Pair pair = sides.startAndTell("handoff", HANDOFF);
        JsonNode cancelled = sides.send(pair, "cancel", Map.of());
        requireTask(pair, "cancelled");
        requireClosed(HANDOFF, "after it was called off");
        return cancelled.path("state").asText() + ", the data closed";
    }

    /** The rights that an earlier Nuts node gave as credentials are a flow again; the data need the user that they say. */
    String imported() {
        Pair pair = sides.startAndTell("handoff", HANDOFF);
        String flow = sides.sent(pair.sent()).path("flow").asText();
        var revoked = sides.operator().post("/pdp/v1/flows/" + flow + "/revocation", Map.of());
        requireClosed(HANDOFF, "after its flow was revoked");
        JsonNode answer = sides.operator()
                .post(
                        "/pdp/v1/flows/import",
                        Map.of(
                                "subject",
                                CareOrganisation.SENDER.subject(),
                                "credentials",
                                List.of(
                                        credential(
                                                "task", "/task/" + pair.task().substring(5), "update", false),
                                        credential("data", "/composition/handoff-1", "document", true))));
        require(200, record.status(HANDOFF, true), "reading what was imported");
        require(403, record.status(HANDOFF, false), "reading what was imported without a user");
        record.keepTask(pair.task());
        JsonNode completed = sides.receive(pair, "complete", Map.of());
        requireClosed(HANDOFF, "after its completion");
        return revoked.path("id").asText() + " revoked, "
                + answer.path("flows").path(0).path("id").asText() + " imported, "
                + completed.path("state").asText();
    }

    private Map<String, Object> credential(String name, String path, String operation, boolean user) {
        return Map.of(
                "id",
                world.did(CareOrganisation.SENDER) + "#" + name,
                "type",
                List.of("VerifiableCredential", "NutsAuthorizationCredential"),
                "issuer",
                world.did(CareOrganisation.SENDER),
                "issuanceDate",
                "2026-01-01T00:00:00Z",
                "expirationDate",
                "2099-01-01T00:00:00Z",
                "credentialSubject",
                Map.of(
                        "id",
                        world.did(CareOrganisation.RECEIVER),
                        "purposeOfUse",
                        "eOverdracht-receiver",
                        "resources",
                        List.of(Map.of("path", path, "operations", List.of("read", operation), "userContext", user))));
    }

    /** A notice needs negotiation. */
    String noNotice() {
        ApiClient.Answer answer = sides.tryToStart("notice", NOTICE);
        require(422, answer.status(), "a notice");
        return answer.body().path("type").asText();
    }

    /** What a Composition opens is the same whether its JSON, its XML, or its name is sent. */
    String derived() {
        NodeSpec.FhirServer server = world.sender().node().spec().fhir();
        if (server == null) {
            throw new StepFailure("the sender has no FHIR server");
        }
        FhirStore fhir = new FhirStore(server.baseUrl(), server.username(), server.passwordFile());
        String path = "/pdp/v1/flows/derive";
        ApiClient.Answer json = sides.operator()
                .sendText(path, "application/fhir+json", fhir.get(HANDOFF).toString());
        ApiClient.Answer xml = sides.operator().sendText(path, "application/fhir+xml", fhir.xml(HANDOFF));
        JsonNode read = sides.operator().post(path, Map.of("composition", HANDOFF));
        require(200, json.status(), "JSON");
        require(200, xml.status(), "XML: " + xml.body());
        if (!json.body().equals(xml.body())
                || !read.path("resources")
                        .findValuesAsText("reference")
                        .equals(xml.body().path("resources").findValuesAsText("reference"))) {
            throw new StepFailure(
                    "JSON, XML and name lead to different lists: " + json.body() + ", " + xml.body() + ", " + read);
        }
        return read.path("resources").size() + " resources from each";
    }
}
