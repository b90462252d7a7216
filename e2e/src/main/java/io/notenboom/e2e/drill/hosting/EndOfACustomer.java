// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.e2e.client.ApiClient;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One customer is archived, and destroyed by two people; the others do not notice. */
final class EndOfACustomer {

    private final HostedFleet fleet;
    private final String id;
    private int keys;

    EndOfACustomer(HostedFleet fleet) {
        this.fleet = fleet;
        this.id = fleet.ids().getFirst();
    }

    void run(Drill drill) {
        if (drill.check("a customer is archived: nothing of it runs, and nobody can sign", this::archive)) {
            drill.check("it is destroyed by two people, the others are untouched", this::destroy);
        }
    }

    private String archive() throws IOException {
        fleet.desire(id, "archived");
        var _ = fleet.await(id, "archived");
        keys = fleet.hasVault() ? new VaultTrials(fleet).keys(id) : sealedKeys();
        if (keys == 0) {
            throw new StepFailure("an archived customer has no keys: there is nothing to destroy");
        }
        if (!fleet.processes(id).isEmpty() || Files.exists(fleet.node(id).passphrase())) {
            throw new StepFailure("an archived customer has processes or its passphrase");
        }
        return keys + " keys are left, and no node has what it needs to sign with them";
    }

    private int sealedKeys() throws IOException {
        try (Stream<Path> files = Files.list(fleet.node(id).custody())) {
            return (int) files.filter(file -> file.toString().endsWith(".key")).count();
        }
    }

    private String destroy() {
        Map<String, Map<String, Long>> processes = fleet.processesWithout(List.of(id));
        Map<String, List<String>> dids = fleet.didsWithout(List.of(id));
        String request = fleet.as("alice")
                .post("/hosting/v1/customers/" + id + "/deletion", Map.of("reason", "the drill ends"))
                .path("id")
                .asText();
        ApiClient.Answer alone = approve("alice", request);
        ApiClient.Answer second = approve("bob", request);
        if (alone.status() != 403 || second.status() != 200) {
            throw new StepFailure("approvals answered " + alone.status() + " and " + second.status());
        }
        var _ = fleet.await(id, "destroyed");
        JsonNode certificate = fleet.as("bob").get("/hosting/v1/customers/" + id + "/destruction");
        int destroyed = certificate.path("statement").path("destroyedKeys").size();
        Path withheld = fleet.launch().data().resolve("withheld").resolve(id + ".passphrase");
        if (destroyed != keys || Files.exists(fleet.folder(id)) || Files.exists(withheld)) {
            throw new StepFailure(destroyed + " of " + keys + " keys are certified, or files of " + id + " are left");
        }
        if (!Files.isDirectory(fleet.launch().data().resolve("kept-audit").resolve(id))) {
            throw new StepFailure("the audit logs of " + id + " were not kept");
        }
        if (!fleet.processesWithout(List.of(id)).equals(processes)
                || !fleet.didsWithout(List.of(id)).equals(dids)) {
            throw new StepFailure("another customer's processes or DIDs changed");
        }
        return destroyed + " keys destroyed and certified; " + processes.size()
                + " others answer with the same DIDs from the same processes";
    }

    private ApiClient.Answer approve(String person, String request) {
        return fleet.as(person).send("POST", "/hosting/v1/deletions/" + request + "/approval", Map.of());
    }
}
