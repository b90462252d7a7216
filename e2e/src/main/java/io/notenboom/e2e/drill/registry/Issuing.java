// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.demo.Party;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.trust.status.StatusBits;
import io.notenboom.trust.status.StatusListException;
import io.notenboom.trust.status.StatusListType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** A subject of an authorization server that issues credentials and revokes them. */
final class Issuing {

    private static final String STATUS = "credentialStatus";

    private final Party party;
    private final InstantSource clock;
    private final String did;

    /** Creates the subject. */
    Issuing(Party party, InstantSource clock) {
        this.party = party;
        this.clock = clock;
        party.node().fillKeyPool();
        this.did = auth().post("/internal/vdr/v2/subject", Map.of("subject", "issuer"))
                .path("documents")
                .path(0)
                .path("id")
                .asText();
    }

    /**
     * A credential.
     *
     * @param id its id
     * @param list address of its status list
     * @param index its entry
     */
    record Issued(String id, String list, int index) {}

    private ApiClient auth() {
        return party.administrator(ServiceKind.AUTH);
    }

    /** Asks for a credential. */
    ApiClient.Answer tryIssue() {
        return auth().send(
                        "POST",
                        "/internal/vcr/v2/issuer/vc",
                        Map.of(
                                "type",
                                "NutsOrganizationCredential",
                                "issuer",
                                did,
                                "format",
                                "ldp_vc",
                                "withStatusList2021Revocation",
                                true,
                                "expirationDate",
                                clock.instant()
                                        .plus(Duration.ofDays(30))
                                        .truncatedTo(ChronoUnit.SECONDS)
                                        .toString(),
                                "credentialSubject",
                                Map.of("id", did, "organization", Map.of("name", "Zorggroep", "city", "Dorp"))));
    }

    /** Issues a credential. */
    Issued issue() {
        ApiClient.Answer answer = tryIssue();
        if (answer.status() != 200) {
            throw new StepFailure("no credential was issued: " + answer);
        }
        JsonNode status = answer.body().path(STATUS);
        JsonNode entry = status.isArray() ? status.path(0) : status;
        return new Issued(
                answer.body().path("id").asText(),
                entry.path("statusListCredential").asText(),
                entry.path("statusListIndex").asInt());
    }

    /** Revokes a credential. */
    void revoke(Issued credential) {
        String id = credential.id().replace("%", "%25").replace("#", "%23");
        ApiClient.Answer answer = auth().send("DELETE", "/internal/vcr/v2/issuer/vc/" + id, null);
        if (answer.status() != 204) {
            throw new StepFailure("a credential was not revoked: " + answer);
        }
    }

    /** What others get when they read a status list. */
    HttpResponse<String> published(String list) throws IOException, InterruptedException {
        return party.http()
                .send(
                        HttpRequest.newBuilder(URI.create(list))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Whether a status list, as it was published, has an entry revoked. */
    static boolean isRevoked(String list, int index) {
        try {
            String encoded = new ObjectMapper()
                    .readTree(list)
                    .path("credentialSubject")
                    .path("encodedList")
                    .asText();
            return StatusBits.decode(StatusListType.STATUS_LIST_2021, encoded).isSet(Integer.toString(index));
        } catch (IOException | StatusListException malformed) {
            throw new StepFailure("not a status list: " + malformed.getMessage());
        }
    }
}
