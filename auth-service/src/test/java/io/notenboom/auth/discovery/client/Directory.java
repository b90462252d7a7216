// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.discovery.server.DiscoveryServer;
import io.notenboom.auth.discovery.server.OwnOrOtherServers;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.store.memory.InMemoryLists;
import io.notenboom.auth.subject.PublicUrl;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The server of the scene's service, without HTTP; it can be away, lose its list, and say something else. */
final class Directory implements DiscoveryServers {

    final ServiceDefinitions definitions = new ServiceDefinitions(
            () -> List.of(new PolicyDocument("d.json", DiscoveryScene.DEFINITION)),
            new ServiceDefinitionReader(false),
            Set.of(DiscoveryScene.SERVICE));

    @Nullable
    Reason fails;

    @Nullable
    EntryPage says;

    Runnable onRegister = () -> {};

    private final DiscoveryScene scene;
    private OwnOrOtherServers server;

    Directory(DiscoveryScene scene) {
        this.scene = scene;
        definitions.reload();
        server = fresh();
    }

    /** Loses everything. */
    void loseList() {
        server = fresh();
    }

    private OwnOrOtherServers fresh() {
        DiscoveryServer own = new DiscoveryServer(
                definitions,
                scene.rules,
                new InMemoryLists(),
                this,
                new DiscoveryServer.Limits(new PublicUrl("https://directory.example"), 100, 4),
                scene.node.clock);
        return new OwnOrOtherServers(definitions, own, this);
    }

    EntryPage all() {
        try {
            return server.list(scene.service, 0);
        } catch (DiscoveryServerException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public EntryPage list(ServiceDefinition service, long after) throws DiscoveryServerException {
        check();
        EntryPage other = says;
        return other == null ? server.list(service, after) : other;
    }

    @Override
    public void register(ServiceDefinition service, String presentation) throws DiscoveryServerException {
        check();
        server.register(service, presentation);
        onRegister.run();
        onRegister = () -> {};
    }

    private void check() throws DiscoveryServerException {
        Reason reason = fails;
        if (reason != null) {
            throw new DiscoveryServerException(reason);
        }
    }
}
