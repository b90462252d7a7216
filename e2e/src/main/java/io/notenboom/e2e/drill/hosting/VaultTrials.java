// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.KeyDescription;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.vault.CustomerNames;
import io.notenboom.vault.TransitCustodian;
import io.notenboom.vault.VaultClient;
import io.notenboom.vault.http.VaultCall;
import io.notenboom.vault.http.VaultRefusedException;
import io.notenboom.vault.http.VaultServer;
import io.notenboom.vault.login.TokenFileLogin;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** What one customer's identity at the host's Vault gets of another customer: nothing, nor of a name that begins like its own. */
final class VaultTrials {

    private static final String SETTINGS = "notenboom.hosting.vault.";

    private final Map<String, String> settings;
    private final InstantSource clock;

    /** @param fleet of a control plane that has a Vault */
    VaultTrials(HostedFleet fleet) {
        this.settings = fleet.settings();
        this.clock = fleet.clock();
    }

    private String setting(String name) {
        String value = settings.get(SETTINGS + name);
        if (value == null) {
            throw new StepFailure("there is no Vault here");
        }
        return value;
    }

    /** The Vault, as the host uses it; to be closed. */
    private VaultClient host() {
        return VaultClient.of(
                new VaultServer(URI.create(setting("address")), null, Path.of(setting("ca-file"))),
                new TokenFileLogin(Path.of(setting("token-file"))),
                clock);
    }

    /** How many keys the engine of a customer has. */
    int keys(String id) {
        try (VaultClient host = host()) {
            return host.call(VaultCall.list(new CustomerNames(id).keysMount() + "/keys"))
                    .names()
                    .size();
        }
    }

    /** All trials; answers how many there were. */
    int refused(HostedNode owner, HostedNode other) {
        CustomerNames names = new CustomerNames(owner.id());
        KeyDescription key = owner.custodian().list().stream()
                .filter(KeyDescription::claimed)
                .findFirst()
                .orElseThrow(() -> new StepFailure(owner.id() + " uses none of its keys"));
        String trap = new CustomerNames(other.id()).keysMount() + "x";
        ObjectNode input = StrictJson.newObject().put("input", "AAAA");
        List<VaultCall> calls = List.of(
                VaultCall.write(names.keysMount() + "/sign/" + key.keyId(), input),
                VaultCall.read(names.keysMount() + "/keys/" + key.keyId()),
                VaultCall.list(names.keysMount() + "/keys"),
                VaultCall.read(names.keysMount() + "/export/signing-key/" + key.keyId()),
                VaultCall.list(names.recordsMount() + "/metadata/purposes"),
                VaultCall.read(names.recordsMount() + "/data/purposes/" + key.keyId()),
                VaultCall.read("auth/approle/role/" + names.node() + "/role-id"),
                VaultCall.read("sys/policies/acl/" + names.node()),
                VaultCall.read(trap + "/keys/k-1"),
                VaultCall.write(trap + "/sign/k-1", input));
        try (VaultClient host = host();
                VaultClient stranger = other.atVault()) {
            var _ = host.call(
                    VaultCall.write("sys/mounts/" + trap, StrictJson.newObject().put("type", "transit")));
            calls.forEach(call -> requireDenied(stranger, call));
            requireUnknown(other, key);
            var _ = host.call(VaultCall.delete("sys/mounts/" + trap));
        }
        return calls.size() + 1;
    }

    private static void requireDenied(VaultClient stranger, VaultCall call) {
        try {
            var _ = stranger.call(call);
        } catch (VaultRefusedException refused) {
            if (refused.isDenied()) {
                return;
            }
            throw new StepFailure(call + " was not denied but refused otherwise: " + refused.getMessage());
        }
        throw new StepFailure(call + " was answered");
    }

    private static void requireUnknown(HostedNode other, KeyDescription key) {
        try (TransitCustodian own = new TransitCustodian(other.atVault(), new CustomerNames(other.id()))) {
            CustodianTrials.mustFail(
                    "another's kid at the own custodian", () -> own.sign(key.keyId(), key.purpose(), new byte[] {1}));
        }
    }
}
