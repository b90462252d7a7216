// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.Await;
import io.notenboom.testkit.vault.VaultStandIn;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node whose keys are in a Vault, with that Vault in good health and in trouble. */
@QuarkusTest
@QuarkusTestResource(value = VaultNodeResource.class, restrictToAnnotatedClass = true)
class KeysInVaultTest {

    VaultStandIn vault;

    @BeforeEach
    @AfterEach
    void heal() {
        vault.faults().heal();
    }

    private static Response post(String path, Object body) {
        return given().header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .contentType("application/json")
                .body(body)
                .post(path);
    }

    private static Response get(String path) {
        return given().urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + AuthNodeResource.ADMIN_TOKEN)
                .get(path);
    }

    private static Response createSubject(String id) {
        return post("/internal/vdr/v2/subject", Map.of("subject", id));
    }

    private static Response issue(String issuer) {
        return post(
                "/internal/vcr/v2/issuer/vc",
                Map.of(
                        "type",
                        "NutsOrganizationCredential",
                        "issuer",
                        issuer,
                        "credentialSubject",
                        Map.of("id", issuer, "organization", Map.of("name", "De Linde", "city", "Zwolle")),
                        "withStatusList2021Revocation",
                        false,
                        "expirationDate",
                        "2099-01-01T00:00:00Z"));
    }

    @Test
    void everythingButSigningGoesOnWhileTheVaultIsSealed() {
        String did = createSubject("v1").path("documents[0].id");
        assertThat(issue(did).statusCode()).isEqualTo(200);
        assertThat(vault.calls()).anyMatch(call -> call.contains("transit-c7f3k2/sign/"));

        vault.faults().seal();
        Response refused = issue(did);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(503);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
        assertThat(refused.<String>path("detail"))
                .contains("nothing was signed")
                .doesNotContain("127.0.0.1");
        assertThat(createSubject("v2").statusCode()).isEqualTo(503);
        assertThat(get("/internal/vdr/v2/subject").statusCode()).isEqualTo(200);
        assertThat(get("/internal/vdr/v2/did/" + did.replace("%", "%25")).statusCode())
                .isEqualTo(200);

        vault.faults().unseal();
        Await.until(() -> issue(did).statusCode() == 200, "signing goes on");
        assertThat(createSubject("v2").statusCode()).isEqualTo(200);
    }

    @Test
    void aLostLoginIsNotNoticed() {
        String did = createSubject("v3").path("documents[0].id");
        vault.revokeTokens();
        assertThat(issue(did).statusCode()).isEqualTo(200);
    }
}
