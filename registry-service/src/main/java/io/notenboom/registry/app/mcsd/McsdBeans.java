// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.mcsd;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.enrolment.OwnIdentityStore;
import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.api.AdministrationDirectory;
import io.notenboom.registry.mcsd.api.DirectoryBase;
import io.notenboom.registry.mcsd.query.AdministrationContent;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.store.journal.ChangeJournals;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.Config;

/** Wires the care services directory. */
final class McsdBeans {

    @Produces
    @Singleton
    Directory directory(NodeConfig node, RegistryProjection projection, InstantSource clock) {
        return new Directory(
                projection,
                clock,
                ChangeJournals.inFile(node.dataDir().resolve("mcsd").resolve("journal")));
    }

    void close(@Disposes Directory directory) {
        directory.close();
    }

    @Produces
    @Singleton
    AdministrationDirectory administration(
            NodeConfig node,
            RegistryProjection projection,
            OwnIdentityStore identity,
            InstantSource clock,
            DirectoryBase base) {
        return new AdministrationDirectory(
                new Directory(
                        projection,
                        clock,
                        ChangeJournals.inFile(node.dataDir().resolve("mcsd").resolve("administration-journal")),
                        new AdministrationContent(new OwnStreams(identity, projection))),
                new DirectoryBase(base.url() + "/administration", base.since()));
    }

    void close(@Disposes AdministrationDirectory administration) {
        administration.directory().close();
    }

    /** The configured address, or else the internal listener's own. */
    @Produces
    @Singleton
    DirectoryBase base(McsdConfig config, Config properties, InstantSource clock) {
        String host =
                properties.getOptionalValue("quarkus.http.host", String.class).orElse("127.0.0.1");
        int port =
                properties.getOptionalValue("quarkus.http.port", Integer.class).orElse(8080);
        String own = "http://" + host + ":" + port + "/mcsd";
        String url = config.baseUrl().orElse(own);
        return new DirectoryBase(url.endsWith("/") ? url.substring(0, url.length() - 1) : url, clock.instant());
    }
}
