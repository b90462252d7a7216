// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultRefusedException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How policies decide, where the isolation of customers depends on it; a subclass supplies the Vault. */
abstract class PolicyContract {

    @TempDir
    Path folder;

    private TestVault vault;
    private String keys;
    private String records;
    private Secret token;

    abstract TestVault openVault();

    @BeforeEach
    void setUp() {
        vault = openVault();
        CustomerNames names = vault.customer();
        keys = names.keysMount();
        records = names.recordsMount();
    }

    @AfterEach
    void closeVault() {
        if (vault != null) {
            vault.close();
        }
    }

    private void use(String... policies) {
        String[] names = new String[policies.length];
        for (int i = 0; i < policies.length; i++) {
            names[i] = "tried-" + keys + "-" + i;
            vault.write(
                    "sys/policies/acl/" + names[i],
                    StrictJson.newObject().put("policy", policies[i].formatted(keys, records)));
        }
        token = vault.token(names);
    }

    private boolean allows(VaultCall call) {
        try {
            var unused = vault.with(token, call);
            return true;
        } catch (VaultRefusedException refused) {
            return !refused.isDenied();
        }
    }

    private boolean mayRead(String path) {
        return allows(VaultCall.read(path));
    }

    private boolean mayList(String path) {
        return allows(VaultCall.list(path));
    }

    @Test
    void nothingIsAllowedThatIsNotNamed() {
        use("path \"%1$s/keys/one\" { capabilities = [\"read\"] }");
        assertThat(mayRead(keys + "/keys/one")).isTrue();
        assertThat(mayRead(keys + "/keys/two")).isFalse();
        assertThat(mayRead(keys + "/keys/one/more")).isFalse();
        assertThat(mayList(keys + "/keys")).isFalse();
        assertThat(allows(VaultCall.delete(keys + "/keys/one"))).isFalse();
    }

    @Test
    void aStarMatchesTheBeginningOfOtherNames() {
        use("path \"%1$s/keys/acme*\" { capabilities = [\"read\"] }");
        assertThat(mayRead(keys + "/keys/acme")).isTrue();
        assertThat(mayRead(keys + "/keys/acme2")).as("the trap").isTrue();
        assertThat(mayRead(keys + "/keys/acm")).isFalse();
    }

    @Test
    void aPlusIsOneSegment() {
        use("path \"%2$s/data/+/a\" { capabilities = [\"read\"] }");
        assertThat(mayRead(records + "/data/x/a")).isTrue();
        assertThat(mayRead(records + "/data/x/y/a")).isFalse();
        assertThat(mayRead(records + "/data/a")).isFalse();
        assertThat(mayRead(records + "x/data/x/a")).isFalse();
    }

    @Test
    void theMostSpecificPatternDecidesAlone() {
        use("""
                path "%1$s/keys/*" { capabilities = ["read"] }
                path "%1$s/keys/secret" { capabilities = ["deny"] }
                path "%1$s/keys/team-*" { capabilities = ["delete"] }
                path "%1$s/keys/+" { capabilities = ["list"] }
                """);
        assertThat(mayRead(keys + "/keys/secret")).isFalse();
        assertThat(mayRead(keys + "/keys/team-a"))
                .as("a longer beginning may do less")
                .isFalse();
        assertThat(mayRead(keys + "/keys/other"))
                .as("a segment goes before a beginning")
                .isFalse();
    }

    @Test
    void policiesAddUpAndDenialWins() {
        use(
                "path \"%1$s/keys/a\" { capabilities = [\"read\"] }\npath \"%1$s/keys/b\" { capabilities = [\"read\"] }",
                "path \"%1$s/keys/a\" { capabilities = [\"delete\"] }\npath \"%1$s/keys/b\" { capabilities = [\"deny\"] }");
        assertThat(mayRead(keys + "/keys/a")).isTrue();
        assertThat(allows(VaultCall.delete(keys + "/keys/a"))).isTrue();
        assertThat(mayRead(keys + "/keys/b")).isFalse();
    }

    @Test
    void aListIsAskedForByTheNameOfTheFolder() {
        use("path \"%2$s/metadata/purposes\" { capabilities = [\"list\"] }");
        assertThat(mayList(records + "/metadata/purposes")).isTrue();
        assertThat(mayList(records + "/metadata/claims")).isFalse();
        assertThat(mayRead(records + "/metadata/purposes")).isFalse();
        use("path \"%2$s/metadata/*\" { capabilities = [\"list\"] }");
        assertThat(mayList(records + "/metadata/claims")).isTrue();
    }

    private VaultCall write(String kid, int version) {
        var body = StrictJson.newObject();
        body.putObject("options").put("cas", version);
        body.putObject("data").put("a", "b");
        return VaultCall.write(records + "/data/claims/" + kid, body);
    }

    @Test
    void creatingIsAnotherThingThanChanging() {
        use("path \"%2$s/data/claims/+\" { capabilities = [\"create\"] }");
        assertThat(allows(write("k-1", 0))).isTrue();
        assertThat(allows(write("k-1", 1))).isFalse();
        use("path \"%2$s/data/claims/+\" { capabilities = [\"update\"] }");
        assertThat(allows(write("k-2", 0))).isFalse();
        assertThat(allows(write("k-1", 1))).isTrue();
    }

    @Test
    void parametersCanBeLimited() {
        vault.write(keys + "/keys/k-1", StrictJson.newObject().put("type", "ecdsa-p256"));
        use("""
                path "%1$s/keys/+/config" {
                  capabilities = ["update"]
                  allowed_parameters = { "deletion_allowed" = [] }
                }
                """);
        String path = keys + "/keys/k-1/config";
        assertThat(allows(VaultCall.write(path, StrictJson.newObject().put("deletion_allowed", true))))
                .isTrue();
        assertThat(allows(VaultCall.write(path, StrictJson.newObject().put("min_encryption_version", 1))))
                .isFalse();
    }
}
