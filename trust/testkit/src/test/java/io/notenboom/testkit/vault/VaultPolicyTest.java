// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.vault.VaultPolicy.Capability;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VaultPolicyTest {

    private static final String POLICY = """
            # prefix, segment, exact and denied
            path "transit/keys/acme*" { capabilities = ["read"] }
            path "transit/keys/acme-secret" { capabilities = ["deny"] }
            path "transit/sign/+" { capabilities = ["update"] }
            path "kv/+/team/*" { capabilities = ["read", "list"] }
            path "kv/data/team/private/*" { capabilities = ["list"] }
            path "kv/metadata" { capabilities = ["list"] }
            path "transit/keys/+/config" {
              capabilities = ["update"]
              allowed_parameters = { "deletion_allowed" = [] }
            }
            """;

    @ParameterizedTest
    @CsvSource({
        "transit/keys/acme, READ, true",
        "transit/keys/acme2, READ, true",
        "transit/keys/acm, READ, false",
        "transit/keys/acme, UPDATE, false",
        "transit/keys/acme-secret, READ, false",
        "transit/keys/acme-secret2, READ, true",
        "transit/sign/k1, UPDATE, true",
        "transit/sign/k1/sha2-256, UPDATE, false",
        "transit2/sign/k1, UPDATE, false",
        "kv/data/team/a/b, READ, true",
        "kv/data/team, READ, false",
        "kv/data/team/private/x, READ, false",
        "kv/data/team/private/x, LIST, true",
        "kv/metadata, LIST, true",
        "kv/metadata, READ, false",
        "other, READ, false",
    })
    void theMostSpecificPatternDecides(String path, Capability wanted, boolean allowed) {
        assertThat(VaultPolicy.allows(VaultPolicy.parse(POLICY), path, wanted, Set.of()))
                .isEqualTo(allowed);
    }

    @Test
    void parametersAreLimited() {
        var rules = VaultPolicy.parse(POLICY);
        assertThat(VaultPolicy.allows(rules, "transit/keys/a/config", Capability.UPDATE, Set.of("deletion_allowed")))
                .isTrue();
        assertThat(VaultPolicy.allows(
                        rules, "transit/keys/a/config", Capability.UPDATE, Set.of("deletion_allowed", "exportable")))
                .isFalse();
    }

    @Test
    void denialInOneOfSeveralPoliciesWins() {
        var rules = VaultPolicy.parse("""
                path "a/b" { capabilities = ["read"] }
                path "a/b" { capabilities = ["update"] }
                path "a/c" { capabilities = ["read"] }
                path "a/c" { capabilities = ["deny"] }
                """);
        assertThat(VaultPolicy.allows(rules, "a/b", Capability.READ, Set.of())).isTrue();
        assertThat(VaultPolicy.allows(rules, "a/b", Capability.UPDATE, Set.of()))
                .isTrue();
        assertThat(VaultPolicy.allows(rules, "a/c", Capability.READ, Set.of())).isFalse();
    }

    @Test
    void whatIsNoPolicyIsRefused() {
        assertThatThrownBy(() -> VaultPolicy.parse("pth \"a\" { capabilities = [\"read\"] }"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> VaultPolicy.parse("path \"a\" { capabilities = [\"sign\"] }"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
