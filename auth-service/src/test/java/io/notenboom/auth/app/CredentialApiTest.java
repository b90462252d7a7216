// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.statuslist.StatusListPage;
import io.notenboom.auth.statuslist.StatusListStore;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.redis.datasource.stream.StreamRange;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Issuing and revoking over HTTP, with the requests that were recorded of deployed Nuts nodes. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
class CredentialApiTest extends CredentialCalls {

    @Inject
    RedisDataSource redis;

    @Inject
    StatusListStore store;

    @Inject
    StatusLists lists;

    @Test
    @DisplayName("issuer: recorded requests to issue")
    void recordedRequestsToIssueAreAnsweredEqually() throws IOException {
        String issuer = subject("c1");
        String holder = subject("c2");
        for (String version : List.of("v6.2.10", "master")) {
            Path folder = Vectors.require("nuts-node").resolve(version).resolve("vc");
            int replayed = 0;
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".json"))
                        .sorted()
                        .toList()) {
                    replayIssue(version + " " + file.getFileName(), JSON.readTree(file.toFile()), issuer, holder);
                    replayed++;
                }
            }
            assertThat(replayed).isGreaterThan(10);
        }
    }

    private static void replayIssue(String name, JsonNode item, String issuer, String holder) throws IOException {
        JsonNode exchange = item.at("/exchanges/0");
        ObjectNode body =
                (ObjectNode) JSON.readTree(exchange.at("/request/body/text").asText());
        if (!name.contains("foreign-issuer")) {
            body.put("issuer", issuer);
        }
        ObjectNode subject = (ObjectNode) body.path("credentialSubject");
        if (subject.path("id").asText().startsWith("did:web:")) {
            subject.put("id", holder);
        }
        Response ours = issue(body.toString());
        int theirs = exchange.at("/response/status").asInt();
        // where they answer 500 to bad input we answer 400
        assertThat(ours.statusCode()).as(name + ours.asString()).isEqualTo(theirs == 500 ? 400 : theirs);
        if (theirs == 200) {
            JsonNode recorded = JSON.readTree(exchange.at("/response/body/text").asText());
            JsonNode issued = JSON.readTree(ours.asString());
            assertThat(names(issued)).as(name).containsAll(names(recorded)).isSubsetOf(allowed(recorded));
        } else {
            assertThat(ours.contentType()).startsWith("application/problem+json");
            assertThat(ours.<String>path("detail")).isNotBlank();
        }
    }

    /** Members of a credential, and of its parts, as paths; of a JWT those of its claims. */
    private static Set<String> names(JsonNode credential) throws IOException {
        Set<String> names = new TreeSet<>();
        JsonNode content = credential;
        if (credential.isTextual()) {
            String payload = credential.textValue().split("\\.")[1];
            content = JSON.readTree(Base64.getUrlDecoder().decode(payload));
        }
        collect("", content, names);
        return names;
    }

    private static Set<String> allowed(JsonNode recorded) throws IOException {
        Set<String> allowed = names(recorded);
        allowed.add("/iat");
        return allowed;
    }

    private static void collect(String path, JsonNode node, Set<String> names) {
        if (node.isArray() && !path.endsWith("@context") && !path.endsWith("type")) {
            node.forEach(element -> collect(path + "[]", element, names));
        }
        node.properties().forEach(entry -> {
            names.add(path + "/" + entry.getKey());
            collect(path + "/" + entry.getKey(), entry.getValue(), names);
        });
    }

    @Test
    void aRevocationIsPublishedAtOnceAndEndsEverything() throws Exception {
        String issuer = subject("c3");
        String holder = subject("c4");
        Response issued = issue(organisation(issuer, holder));
        JsonNode credential = JSON.readTree(issued.asString());
        String id = credential.path("id").asText();
        String list = credential.at("/credentialStatus/statusListCredential").asText();
        assertThat(list).isEqualTo(publicUrl + "/statuslist/" + issuer + "/1");
        HttpResponse<String> before = get(list);
        assertThat(before.statusCode()).isEqualTo(200);
        assertThat(before.headers().firstValue("Cache-Control")).contains("max-age=300");
        assertThat(before.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        assertThat(get(list).body()).as("from memory").isEqualTo(before.body());
        assertThat(get(list + "/bitstring").body()).contains("BitstringStatusListCredential");
        assertThat(load("c4", issued.asString())).isEqualTo(204);
        assertThat(load("c3", issued.asString())).as("of another subject").isEqualTo(400);
        assertThat(admin().get("/internal/vcr/v2/holder/c4/vc").<String>path("[0].id"))
                .isEqualTo(id);
        assertThat(valid(credential)).isTrue();
        assertThat(admin().get("/internal/vcr/v2/holder/c4/vc/search").asString())
                .doesNotContain("\"revocation\":{");

        assertThat(revoke(id).statusCode()).isEqualTo(204);
        assertThat(get(list).body()).isNotEqualTo(before.body());
        assertThat(valid(credential)).isFalse();
        assertThat(load("c4", issued.asString())).isEqualTo(400);
        assertThat(told()).contains(id);
        assertThat(revoke(id).statusCode()).isEqualTo(409);
        assertThat(revoke(issuer + "#00000000-0000-0000-0000-000000000000").statusCode())
                .isEqualTo(404);
        assertThat(revoke("did:web:else.example#1").statusCode()).isEqualTo(404);
        Response found = admin().queryParam("issuer", issuer)
                .queryParam("credentialType", "NutsOrganizationCredential")
                .get(ISSUE + "/search");
        assertThat(found.<String>path("verifiableCredentials[0].verifiableCredential.id"))
                .isEqualTo(id);
        Response held = admin().get("/internal/vcr/v2/holder/c4/vc/search");
        for (Response search : List.of(found, held)) {
            assertThat(search.<Map<String, String>>path("verifiableCredentials[0].revocation"))
                    .containsEntry("issuer", issuer)
                    .containsEntry("subject", id)
                    .containsEntry("reason", "revocation")
                    .containsEntry("date", "1970-01-01T00:00:00Z");
        }
        assertThat(admin().get("/internal/vcr/v2/holder/c4/vc").asString())
                .as("the list has valid ones only")
                .isEqualTo("[]");
    }

    @Test
    void unknownListsAre404AndNotToBeKept() throws Exception {
        String issuer = subject("c5");
        for (String path : List.of(issuer + "/1", issuer + "/0", issuer + "/x", "did:web:example.com/1", "nothing/1")) {
            HttpResponse<String> answer = get(publicUrl + "/statuslist/" + path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(answer.headers().firstValue("Cache-Control").orElse("")).doesNotContain("max-age=300");
        }
    }

    @Test
    void ofManyWhoTakeOneEntryOneGetsIt() throws Exception {
        StatusListPage page = new StatusListPage(new Did("did:web:node.example:iam:race"), 1);
        List<Callable<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(() -> store.take(page, 4711));
        }
        List<Boolean> outcomes = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(10)) {
            for (Future<Boolean> outcome : executor.invokeAll(calls)) {
                outcomes.add(outcome.get());
            }
        }
        assertThat(outcomes).containsOnlyOnce(true);
        assertThat(store.isInUse(page, 4711)).isTrue();
        assertThat(store.revoke(page, 4711)).isTrue();
        assertThat(store.revoke(page, 4711)).isFalse();
        assertThat(store.revoked(page)).containsExactly(4711);
        assertThat(lists.restoreWhatTheStoreLost()).isZero();
    }

    @Test
    void eOverdrachtIsAJwtUnlessAskedOtherwise() throws Exception {
        String issuer = subject("c11");
        Map<String, Object> body = new HashMap<>(Map.of(
                "type",
                "EOverdrachtCredential",
                "issuer",
                issuer,
                "credentialSubject",
                Map.of(
                        "id",
                        issuer,
                        "eOverdracht",
                        Map.of("role", "receiver", "version", "4.0", "auditDate", "2026-01-01")),
                "withBitstringStatusListRevocation",
                true));
        JsonNode jwt = JSON.readTree(issue(body).asString());
        assertThat(jwt.isTextual()).isTrue();
        assertThat(UnverifiedCredential.parse(jwt)
                        .content()
                        .statuses()
                        .getFirst()
                        .type())
                .isEqualTo("BitstringStatusListEntry");
        assertThat(valid(jwt)).isTrue();
        body.put("format", "ldp_vc");
        JsonNode linkedData = JSON.readTree(issue(body).asString());
        assertThat(UnverifiedCredential.parse(linkedData).format()).isEqualTo(CredentialFormat.LDP_VC);
        assertThat(valid(linkedData)).isTrue();
        body.put("withStatusList2021Revocation", true);
        assertThat(issue(body).statusCode()).as("one list only").isEqualTo(400);
    }

    private List<String> told() {
        return redis.stream(String.class)
                .xrange("{" + AuthNodeResource.CUSTOMER + "}:bus:auth.revoked", StreamRange.of("-", "+"))
                .stream()
                .map(message -> message.payload().get("value"))
                .toList();
    }
}
