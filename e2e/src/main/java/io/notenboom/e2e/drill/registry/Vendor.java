// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.Party;
import io.notenboom.launcher.node.ServiceKind;
import java.util.Map;

/** A vendor's node in the drill, as its administrator uses it. */
record Vendor(Party party) {

    private static final String OID = "urn:oid:1.3.6.1.4.1.54851.4:";
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:";
    private static final String SSO = "urn:oid:1.3.6.1.4.1.54851.2:nuts-sso";

    /** Identifier of a vendor with this number of the Chamber of Commerce. */
    static String oid(String kvk) {
        return OID + kvk;
    }

    String label() {
        return party.node().spec().label();
    }

    ApiClient registry() {
        return party.administrator(ServiceKind.REGISTRY);
    }

    /** Both certificates: request, review with comparison of fingerprints, acceptance, installation. */
    void enrol(Vendor foundation) {
        for (String kind : new String[] {"node-ca", "vendor-ca"}) {
            JsonNode request = registry()
                    .post("/registry/v1/enrolments", Map.of("kind", kind, "name", party.name(), "kvk", party.kvk()));
            String id = request.path("requestId").asText();
            if (!foundation.fingerprintOf(id).equals(request.path("fingerprint").asText())) {
                throw new StepFailure("the fingerprints of request " + id + " differ");
            }
            var _ = foundation.registry().post("/enrolment/v1/requests/" + id + "/acceptance", Map.of());
            JsonNode installed = registry().post("/registry/v1/enrolments/" + kind + "/refresh", Map.of());
            if (!installed.path("status").asText().equals("accepted")) {
                throw new StepFailure("the certificate was not installed: " + installed);
            }
        }
    }

    private String fingerprintOf(String requestId) {
        JsonNode pending = registry().get("/enrolment/v1/requests?status=pending");
        for (JsonNode request : pending.isArray() ? pending : pending.path("requests")) {
            if (request.path("id").asText().equals(requestId)) {
                return request.path("fingerprint").asText();
            }
        }
        throw new StepFailure("the Foundation does not know request " + requestId);
    }

    /** Starts the stream; answers its id. */
    String register() {
        return registry()
                .post("/registry/v1/vendor", Map.of("vendor", party.vendorOid(), "name", party.name()))
                .path("sid")
                .asText();
    }

    /** Contracts an organisation with this AGB code; answers its OID. */
    String contract(String agb, String name) {
        return contractOf(ORGANISATION + agb, name);
    }

    /** Contracts the organisation with this OID, which ends in at least five digits; answers the OID. */
    String contractOf(String organisation, String name) {
        JsonNode proposed = registry()
                .post(
                        "/registry/v1/contracts",
                        Map.of(
                                "careOrganisation",
                                organisation,
                                "name",
                                name,
                                "city",
                                "Zwolle",
                                "province",
                                "Overijssel",
                                "country",
                                "NL",
                                "kvk",
                                "900" + organisation.substring(organisation.length() - 5)));
        var _ = registry()
                .post("/registry/v1/contracts/" + proposed.path("contractId").asText() + "/approval", Map.of());
        return organisation;
    }

    /** Registers an endpoint; answers its id. */
    String endpoint(String organisation, String path) {
        ApiClient.Answer answer = tryEndpoint(organisation, path);
        if (answer.status() / 100 != 2) {
            throw new StepFailure("an endpoint was not registered: " + answer);
        }
        return answer.body().path("endpointId").asText();
    }

    /** Registers an endpoint, or not. */
    ApiClient.Answer tryEndpoint(String organisation, String path) {
        return registry()
                .send(
                        "POST",
                        "/registry/v1/endpoints",
                        Map.of(
                                "careOrganisation", organisation,
                                "endpointType", SSO,
                                "location", "https://sso.example.nl/" + path));
    }

    /** Whether this node's look-ups show an endpoint. */
    boolean shows(String organisation, String endpointId) {
        return registry()
                .get("/registry/v1/organisations/" + organisation + "/endpoints")
                .path("endpoints")
                .findValuesAsText("endpointId")
                .contains(endpointId);
    }

    /** What it holds and shows. */
    State state() {
        JsonNode answer = party.ehr(ServiceKind.REGISTRY).get("/registry/v1/convergence");
        return new State(
                answer.path("headsRoot").asText(),
                answer.path("projectionHash").asText(),
                answer.path("streams").asLong(),
                answer.path("events").asLong());
    }

    /**
     * What a node holds and shows.
     *
     * @param headsRoot root over the heads of all streams
     * @param projectionHash hash of what it shows
     * @param streams number of streams
     * @param events number of events
     */
    record State(String headsRoot, String projectionHash, long streams, long events) {

        String inWords() {
            return streams + " streams, " + events + " events, root " + headsRoot.substring(0, 10) + ", projection "
                    + projectionHash.substring(0, Math.min(10, projectionHash.length()));
        }
    }
}
