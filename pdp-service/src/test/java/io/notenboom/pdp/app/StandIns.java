// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.stubbing.Scenario;

/** What auth-service, registry, FHIR server and receiver answer. */
public final class StandIns {

    static final String ISSUER = "https://sender.example/oauth2/a";
    static final String TASK = "{\"resourceType\":\"Task\",\"id\":\"7\",\"meta\":{\"versionId\":\"1\"},"
            + "\"status\":\"in-progress\",\"intent\":\"order\"}";

    private final WireMockServer server;
    private final String receiver;

    /** Answers of this server. */
    public StandIns(WireMockServer server) {
        this.server = server;
        this.receiver = "http://127.0.0.1:" + server.port();
    }

    /** The DID of the receiver that is registered. */
    public String receiverDid() {
        return "did:web:127.0.0.1%3A" + server.port() + ":iam:b";
    }

    /** Answers everything, and forgets what was answered before. */
    public void all() {
        server.resetAll();
        fhir("Composition/1", """
                {"resourceType":"Composition","id":"1","subject":{"reference":"Patient/1"},
                 "section":[{"entry":[{"reference":"Observation/1"},{"reference":"Observation/2"},
                                      {"reference":"Patient/2"}]}]}""");
        fhir("Patient/1", "{\"resourceType\":\"Patient\",\"id\":\"1\"}");
        fhir("Observation/1", """
                {"resourceType":"Observation","id":"1","subject":{"reference":"Patient/1"}}""");
        fhir("Observation/2", """
                {"resourceType":"Observation","id":"2","subject":{"reference":"Patient/2"}}""");
        fhir("Task/7", TASK);
        server.stubFor(basic(post(urlEqualTo("/backend/Task")))
                .willReturn(aResponse().withStatus(201).withBody(TASK)));
        server.stubFor(
                get(urlEqualTo("/internal/vdr/v2/subject/a")).willReturn(okJson("[\"did:web:sender.example:iam:a\"]")));
        receiverAt("/notification");
        server.stubFor(get(urlEqualTo("/.well-known/oauth-authorization-server/oauth2/b"))
                .willReturn(okJson("{\"issuer\":\"" + receiver + "/oauth2/b\",\"subject_dids\":[\"" + receiverDid()
                        + "\",\"did:web:elsewhere.example:b\"]}")));
        server.stubFor(post(urlEqualTo("/internal/auth/v2/a/request-service-access-token"))
                .willReturn(okJson("{\"access_token\":\"out\",\"token_type\":\"DPoP\",\"dpop_kid\":\"did:web:s#1\"}")));
        server.stubFor(
                post(urlPathMatching("/internal/auth/v2/dpop/did.*")).willReturn(okJson("{\"dpop\":\"proof\"}")));
        server.stubFor(
                post(urlEqualTo("/notification/7")).willReturn(aResponse().withStatus(202)));
        proofs();
        token("reader", receiverDid(), "eOverdracht-receiver", "\"cnf\":{\"jkt\":\"thumb\"},");
        token("other", "did:web:other.example", "eOverdracht-receiver", "");
        token("notifier", "did:web:peer.example:iam:p", "eOverdracht-sender", "");
    }

    /** The receiver is registered, with its notification endpoint at this path. */
    void receiverAt(String path) {
        server.stubFor(get(urlEqualTo("/registry/v1/organisations/urn%3Aoid%3A2.16.528.1/endpoints"))
                .willReturn(
                        okJson("{\"endpoints\":[{\"endpointType\":\"urn:oid:1.3.6.1.4.1.54851.2:oauth\",\"location\":\""
                                + receiver
                                + "/oauth2/b\"},{\"endpointType\":\"urn:oid:1.3.6.1.4.1.54851.2:eoverdracht-notification\",\"location\":\""
                                + receiver + path + "\"}]}")));
    }

    /** An organisation is registered that sends transfers, with its FHIR server at this path. */
    public void senderAt(String path) {
        server.stubFor(get(urlEqualTo("/registry/v1/organisations/urn%3Aoid%3A2.16.528.2/endpoints"))
                .willReturn(
                        okJson("{\"endpoints\":[{\"endpointType\":\"urn:oid:1.3.6.1.4.1.54851.2:oauth\",\"location\":\""
                                + receiver
                                + "/oauth2/b\"},{\"endpointType\":\"urn:oid:1.3.6.1.4.1.54851.2:fhir\",\"location\":\""
                                + receiver + path + "\"}]}")));
    }

    /** Each proof is good once. */
    private void proofs() {
        for (String proof : new String[] {"p1", "p2", "p3", "p4", "p5", "p6", "p7"}) {
            MappingBuilder call = post(urlEqualTo("/internal/auth/v2/dpop/validate"))
                    .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath(
                            "$.dpop_proof", equalTo(proof)));
            server.stubFor(call.inScenario(proof)
                    .whenScenarioStateIs(Scenario.STARTED)
                    .willReturn(okJson("{\"valid\":true}"))
                    .willSetStateTo("used"));
            server.stubFor(post(urlEqualTo("/internal/auth/v2/dpop/validate"))
                    .withRequestBody(com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath(
                            "$.dpop_proof", equalTo(proof)))
                    .inScenario(proof)
                    .whenScenarioStateIs("used")
                    .willReturn(okJson("{\"valid\":false,\"reason\":\"jti already used\"}")));
        }
    }

    void token(String token, String holder, String scope, String more) {
        server.stubFor(post(urlEqualTo("/oauth2/a/introspect"))
                .withRequestBody(equalTo("token=" + token))
                .willReturn(okJson("{\"active\":true,\"iss\":\"" + ISSUER + "\"," + more + "\"sub\":\"" + holder
                        + "\",\"client_id\":\"" + holder + "\",\"scope\":\"" + scope + "\",\"exp\":4102444800}")));
    }

    private void fhir(String reference, String body) {
        server.stubFor(basic(get(urlEqualTo("/backend/" + reference))).willReturn(okJson(body)));
    }

    private static MappingBuilder basic(MappingBuilder call) {
        return call.withBasicAuth("pdp", "secret");
    }
}
