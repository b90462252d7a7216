// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.testkit.access.AccessWalk;
import io.notenboom.testkit.access.AccessWalk.Operation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks every operation of every service of a customer's node with the API tokens of another customer. Nothing but 401 comes back,
 * and every refusal is in the audit log of the node that refused.
 */
final class IsolationWalk {

    private static final int SHOWN = 8;

    private final Path home;
    private final HostedFleet fleet;

    IsolationWalk(Path home, HostedFleet fleet) {
        this.home = home;
        this.fleet = fleet;
    }

    /** Every customer's node, with the tokens of the one after it. */
    String run(Instant now) throws IOException {
        Map<String, List<Operation>> operations = ServiceOperations.ofNode(home);
        Map<HostedNode, Integer> refused = new LinkedHashMap<>();
        List<String> wrong = new ArrayList<>();
        List<HostedNode> nodes = fleet.nodesWithout(List.of());
        for (int index = 0; index < nodes.size(); index++) {
            HostedNode owner = nodes.get(index);
            HostedNode other = nodes.get((index + 1) % nodes.size());
            refused.put(owner, walk(owner, other, operations, wrong));
        }
        if (!wrong.isEmpty()) {
            throw new StepFailure(
                    wrong.size() + " answers to strangers: " + wrong.subList(0, Math.min(SHOWN, wrong.size())));
        }
        int routes = operations.values().stream().mapToInt(List::size).sum();
        return routes + " operations of each node, nothing but 401; " + new AuditedRefusals(now).requireAll(refused);
    }

    private int walk(HostedNode owner, HostedNode other, Map<String, List<Operation>> operations, List<String> wrong)
            throws IOException {
        int asked = 0;
        for (Map.Entry<String, List<Operation>> service : operations.entrySet()) {
            AccessWalk inside = ServiceOperations.walk(home, owner.url(service.getKey()));
            for (String name : HostedNode.TOKENS) {
                inside.wrong(service.getValue(), other.token(name).reveal(), status -> status == 401)
                        .forEach(answer -> wrong.add(owner.id() + " to " + other.id() + "/" + name + ": " + answer));
                asked += service.getValue().size();
            }
        }
        return asked;
    }

    /** The control plane, with the tokens of its customers. */
    String askControlPlane() throws IOException {
        List<Operation> all = ServiceOperations.of(home, "hosting/control");
        AccessWalk walk = new AccessWalk(URI.create(fleet.launch().url()));
        List<String> wrong = new ArrayList<>();
        for (HostedNode node : fleet.nodesWithout(List.of())) {
            wrong.addAll(walk.wrong(all, node.token("administrator").reveal(), status -> status == 401));
        }
        if (!wrong.isEmpty()) {
            throw new StepFailure("answers to customers: " + wrong);
        }
        return all.size() + " operations of the control plane, with the administrator's token of each customer";
    }
}
