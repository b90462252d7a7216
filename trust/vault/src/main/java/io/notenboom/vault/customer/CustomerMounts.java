// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.customer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.CustodyException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodianAdmin;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultRefusedException;
import io.notenboom.vault.login.AppRoleLogin;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a host sets up for its customers in one Vault: for each a Transit engine, an engine for records, policies and roles.
 * Its identity has {@link CustomerPolicies#host}. Everything can be done again, also by several hosts at once; what is
 * there already and differs is put right, and nothing of another customer is touched. The auth methods {@code approle} and,
 * if it is used, {@code kubernetes} have to be enabled.
 */
public final class CustomerMounts {

    private static final Pattern SERVICE = Pattern.compile("[a-z][a-z0-9-]{0,31}");
    private static final Duration TOKEN_PERIOD = Duration.ofHours(1);
    private static final Duration CUSTODIAN_TOKEN = Duration.ofMinutes(15);
    private static final Duration CUSTODIAN_SECRET = Duration.ofMinutes(5);

    private final VaultClient vault;
    private final HostCalls calls;

    /** @param vault with the host's identity */
    public CustomerMounts(VaultClient vault) {
        this.vault = vault;
        this.calls = new HostCalls(vault);
    }

    /**
     * Sets a customer up, or puts right what differs.
     *
     * @throws CustodyException if the Vault refuses, or something else is where the customer's engines belong
     */
    public void provision(CustomerNames names, NodeIdentity identity) {
        calls.mount(names.keysMount(), "transit");
        calls.mount(names.recordsMount(), "kv-v2");
        calls.demandCheckAndSet(names.recordsMount());
        calls.policy(names.node(), CustomerPolicies.node(names));
        calls.policy(names.custodian(), CustomerPolicies.custodian(names));
        switch (identity) {
            case NodeIdentity.AppRole() -> role("approle", names.node(), appRole(names.node()));
            case NodeIdentity.Kubernetes kubernetes -> role("kubernetes", names.node(), kubernetes(names, kubernetes));
        }
        role("approle", names.custodian(), custodianRole(names));
    }

    private void role(String method, String name, ObjectNode role) {
        try {
            var unused = calls.write("auth/" + method + "/role/" + name, role);
        } catch (VaultRefusedException refused) {
            throw refused.isDenied()
                    ? refused
                    : new CustodyException(
                            "the Vault does not take the role " + name + "; is the auth method " + method + " enabled?",
                            refused);
        }
    }

    /** A token that lives as long as it is renewed; secret ids are ended by {@link #wrap}, which gives the next one. */
    private static ObjectNode appRole(String policy) {
        return tokens(policy)
                .put("bind_secret_id", true)
                .put("secret_id_num_uses", 0)
                .put("secret_id_ttl", 0)
                .put("token_period", TOKEN_PERIOD.toSeconds());
    }

    private static ObjectNode custodianRole(CustomerNames names) {
        return tokens(names.custodian())
                .put("bind_secret_id", true)
                .put("secret_id_num_uses", 1)
                .put("secret_id_ttl", CUSTODIAN_SECRET.toSeconds())
                .put("token_ttl", CUSTODIAN_TOKEN.toSeconds())
                .put("token_max_ttl", CUSTODIAN_TOKEN.toSeconds());
    }

    private static ObjectNode kubernetes(CustomerNames names, NodeIdentity.Kubernetes identity) {
        ObjectNode role =
                tokens(names.node()).put("audience", identity.audience()).put("token_period", TOKEN_PERIOD.toSeconds());
        role.putArray("bound_service_account_names").add(identity.serviceAccount());
        role.putArray("bound_service_account_namespaces").add(identity.namespace());
        return role;
    }

    private static ObjectNode tokens(String policy) {
        ObjectNode role =
                StrictJson.newObject().put("token_no_default_policy", true).put("token_type", "service");
        role.putArray("token_policies").add(policy);
        return role;
    }

    /**
     * A new secret id for one service of a customer's node; those that the service had before end, so that it is started again
     * with this one.
     *
     * @param service name of the service, for which there is one secret id at a time
     * @param life how long it may take until it is unwrapped
     */
    public WrappedSecretId wrap(CustomerNames names, String service, Duration life) {
        if (!SERVICE.matcher(service).matches()) {
            throw new IllegalArgumentException("a service has a name of lower-case letters, digits and hyphens");
        }
        String path = "auth/approle/role/" + names.node();
        String roleId = roleId(names.node());
        List<String> earlier = accessors(path, service);
        WrappedSecretId wrapped = wrapNew(names.node(), roleId, service, life);
        earlier.forEach(accessor -> end(path, accessor));
        return wrapped;
    }

    /**
     * The side of a customer that creates, imports and destroys keys, logged in for a quarter of an hour; to be closed.
     *
     * @param clock dates new keys
     */
    public TransitCustodianAdmin openCustodian(CustomerNames names, InstantSource clock) {
        WrappedSecretId wrapped = wrapNew(names.custodian(), roleId(names.custodian()), "custodian", CUSTODIAN_SECRET);
        return new TransitCustodianAdmin(
                VaultClient.of(
                        vault.server(),
                        AppRoleLogin.here("approle", names.custodian(), wrapped.roleId(), wrapped.token()),
                        clock),
                names,
                clock);
    }

    private String roleId(String role) {
        String roleId = calls.read("auth/approle/role/" + role + "/role-id")
                .data()
                .path("role_id")
                .asText();
        if (roleId.isEmpty()) {
            throw new CustodyException("the Vault has no AppRole " + role + "; provision the customer first");
        }
        return roleId;
    }

    private WrappedSecretId wrapNew(String role, String roleId, String service, Duration life) {
        String path = "auth/approle/role/" + role;
        ObjectNode body = StrictJson.newObject().put("metadata", "{\"service\":\"" + service + "\"}");
        JsonNode wrapped = vault.call(VaultCall.write(path + "/secret-id", body).wrapped(life))
                .wrapInfo();
        String token = wrapped.path("token").asText();
        if (token.isEmpty()) {
            throw new CustodyException("the Vault did not wrap the secret id");
        }
        return new WrappedSecretId(
                roleId, Secret.of(token), Duration.ofSeconds(wrapped.path("ttl").asLong()));
    }

    private List<String> accessors(String path, String service) {
        return calls.list(path + "/secret-id").names().stream()
                .filter(accessor -> service.equals(calls.write(
                                path + "/secret-id-accessor/lookup",
                                StrictJson.newObject().put("secret_id_accessor", accessor))
                        .data()
                        .path("metadata")
                        .path("service")
                        .asText()))
                .toList();
    }

    private void end(String path, String accessor) {
        try {
            var unused = calls.write(
                    path + "/secret-id-accessor/destroy", StrictJson.newObject().put("secret_id_accessor", accessor));
        } catch (VaultRefusedException refused) {
            if (refused.isDenied()) {
                throw refused;
            }
            // ended meanwhile
        }
    }

    /**
     * Removes a customer: the node's policy and roles, then the custodian's, then the engines, so that nobody can sign from the
     * first step on. Nothing happens to what is not there.
     *
     * @param keysMayBeDestroyed whoever removes knows that keys that are left end for ever
     * @throws KeysRemainException if there are keys and they may not be destroyed
     */
    public void remove(CustomerNames names, boolean keysMayBeDestroyed) {
        int keys = calls.engine(names.keysMount()).isEmpty()
                ? 0
                : calls.list(names.keysMount() + "/keys").names().size();
        if (keys > 0 && !keysMayBeDestroyed) {
            throw new KeysRemainException(names.customer(), keys);
        }
        revokeNode(names);
        calls.delete("auth/approle/role/" + names.custodian());
        calls.delete("sys/policies/acl/" + names.custodian());
        calls.unmount(names.keysMount());
        calls.unmount(names.recordsMount());
    }

    private void deleteKubernetesRole(CustomerNames names) {
        try {
            calls.delete("auth/kubernetes/role/" + names.node());
        } catch (VaultRefusedException refused) {
            // a Vault without that auth method
            if (refused.isDenied()) {
                throw refused;
            }
        }
    }

    /**
     * Takes the identity of the customer's node away: from now on nothing of it signs, whatever tokens it holds. Its keys stay;
     * {@link #provision} gives the identity back, and services have to be given new secret ids.
     */
    public void revokeNode(CustomerNames names) {
        calls.delete("sys/policies/acl/" + names.node());
        calls.delete("auth/approle/role/" + names.node());
        deleteKubernetesRole(names);
    }

    /** Whether the customer's engines are there. */
    public boolean isProvisioned(CustomerNames names) {
        return calls.engine(names.keysMount()).isPresent()
                && calls.engine(names.recordsMount()).isPresent();
    }
}
