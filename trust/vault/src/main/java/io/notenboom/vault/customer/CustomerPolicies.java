// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.customer;

import io.notenboom.vault.CustomerNames;

/**
 * The policies of one customer's identities, and that of the host. Each path names its mount in full and stands for one segment
 * behind it ({@code +}); no {@code *} is used, which would match the beginning of other names.
 */
public final class CustomerPolicies {

    private static final String OWN_TOKEN = """
            path "auth/token/lookup-self" { capabilities = ["read"] }
            path "auth/token/renew-self" { capabilities = ["update"] }
            path "auth/token/revoke-self" { capabilities = ["update"] }
            """;

    private CustomerPolicies() {}

    /** The node signs, reads public keys and purposes, and takes keys into use. */
    public static String node(CustomerNames names) {
        return """
                path "%1$s/sign/+" { capabilities = ["update"] }
                path "%1$s/keys/+" { capabilities = ["read"] }
                path "%2$s/data/purposes/+" { capabilities = ["read"] }
                path "%2$s/metadata/purposes" { capabilities = ["list"] }
                path "%2$s/data/claims/+" { capabilities = ["create", "read"] }
                path "%2$s/metadata/claims" { capabilities = ["list"] }
                """.formatted(names.keysMount(), names.recordsMount()) + OWN_TOKEN;
    }

    /** The custodian creates, imports and destroys keys; it cannot sign, rotate or export. */
    public static String custodian(CustomerNames names) {
        return """
                path "%1$s/keys" { capabilities = ["list"] }
                path "%1$s/keys/+" { capabilities = ["create", "read", "update", "delete"] }
                path "%1$s/keys/+/import" { capabilities = ["create", "update"] }
                path "%1$s/keys/+/config" {
                  capabilities = ["create", "update"]
                  allowed_parameters = { "deletion_allowed" = [] }
                }
                path "%1$s/wrapping_key" { capabilities = ["read"] }
                path "%2$s/data/purposes/+" { capabilities = ["create", "read"] }
                path "%2$s/data/claims/+" { capabilities = ["create", "read"] }
                path "%2$s/metadata/purposes" { capabilities = ["list"] }
                path "%2$s/metadata/claims" { capabilities = ["list"] }
                path "%2$s/metadata/purposes/+" { capabilities = ["delete"] }
                path "%2$s/metadata/claims/+" { capabilities = ["delete"] }
                """.formatted(names.keysMount(), names.recordsMount()) + OWN_TOKEN;
    }

    /**
     * The host sets customers up and removes them. It holds no key and signs
     * nothing, but it can write policies: guard it like the Vault itself.
     */
    public static String host() {
        return """
                path "sys/mounts" { capabilities = ["read"] }
                path "sys/mounts/+" { capabilities = ["create", "read", "update", "delete"] }
                path "sys/policies/acl/+" { capabilities = ["create", "read", "update", "delete"] }
                path "+/keys" { capabilities = ["list"] }
                path "+/config" { capabilities = ["create", "read", "update"] }
                path "auth/approle/role/+" { capabilities = ["create", "read", "update", "delete"] }
                path "auth/approle/role/+/role-id" { capabilities = ["read"] }
                path "auth/approle/role/+/secret-id" { capabilities = ["list", "create", "update"] }
                path "auth/approle/role/+/secret-id-accessor/lookup" { capabilities = ["create", "update"] }
                path "auth/approle/role/+/secret-id-accessor/destroy" { capabilities = ["create", "update"] }
                path "auth/kubernetes/role/+" { capabilities = ["create", "read", "update", "delete"] }
                """ + OWN_TOKEN;
    }
}
