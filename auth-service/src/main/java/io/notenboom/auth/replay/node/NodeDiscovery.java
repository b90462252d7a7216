// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.RegistrationRules;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.client.Activations;
import io.notenboom.auth.discovery.client.DiscoverySearch;
import io.notenboom.auth.discovery.client.ListFollower;
import io.notenboom.auth.discovery.client.ListRefresh;
import io.notenboom.auth.discovery.client.RegistrationMaker;
import io.notenboom.auth.discovery.http.HttpDiscoveryServers;
import io.notenboom.auth.discovery.server.DiscoveryServer;
import io.notenboom.auth.discovery.server.OwnOrOtherServers;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.auth.token.RandomTokens;
import java.time.Duration;
import java.util.List;

/** Discovery services of a node in memory, as server and as client. */
final class NodeDiscovery {

    private static final int MAX_ENTRIES = 10_000;
    private static final int MAX_CONCURRENT = 16;

    final ServiceDefinitions definitions;
    final DiscoveryServer server;
    final Activations activations;
    final DiscoverySearch search;

    /** Recorded nodes copied lists at times of their own, so no change makes this one copy. */
    final ListRefresh refresh;

    private final ListFollower follower;

    NodeDiscovery(NodeParts parts) {
        definitions = new ServiceDefinitions(
                () -> parts.settings.discovery().definitions(),
                new ServiceDefinitionReader(true),
                parts.settings.discovery().servedIds());
        RegistrationRules rules = new RegistrationRules(parts.presentations);
        HttpDiscoveryServers others = new HttpDiscoveryServers(parts.http);
        server = new DiscoveryServer(
                definitions,
                rules,
                parts.stores.served,
                others,
                new DiscoveryServer.Limits(parts.publicUrl, MAX_ENTRIES, MAX_CONCURRENT),
                parts.clock);
        OwnOrOtherServers servers = new OwnOrOtherServers(definitions, server, others);
        activations = new Activations(
                new Activations.Parts(
                        parts.subjects,
                        definitions,
                        new RegistrationMaker(
                                parts.wallets, parts.signers, parts.publicUrl, new RandomTokens(), parts.clock),
                        servers,
                        parts.stores.activations,
                        parts.stores.once),
                parts.clock);
        follower = new ListFollower(servers, rules, parts.stores.copies, parts.clock);
        refresh = new ListRefresh(follower, copy -> {}, Duration.ZERO);
        search = new DiscoverySearch(definitions, parts.stores.copies, parts.clock);
    }

    List<PolicyFinding> reload() {
        return definitions.reload();
    }

    List<ServiceDefinition> services() {
        return List.copyOf(definitions.current().all());
    }

    int follow(ServiceDefinition service) throws DiscoveryServerException {
        return follower.follow(service);
    }
}
