// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.notenboom.trust.x509.denylist.DenylistKeys;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The denylists that the configuration names. */
final class DenylistBeans {

    /** What was known before the restart counts before anybody gets in. */
    private static final int BEFORE_LISTENERS = 900;

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,31}");

    @Produces
    @Singleton
    Denylists denylists(DenylistConfig config, NodeConfig node, GuardedHttpClient http, InstantSource clock) {
        DenylistConfig.WhenTooOld old = config.whenTooOld();
        Denylists lists = new Denylists(
                node.dataDir().resolve("denylists"),
                clock,
                new Denylists.Settings(config.every(), config.maxAge()),
                Map.of(
                        TrustDomain.PEERS, old.peers(),
                        TrustDomain.CLIENTS, old.clients(),
                        TrustDomain.CREDENTIALS, old.credentials()));
        new TreeMap<>(config.sources()).forEach((name, source) -> follow(lists, name, source, node.mode(), http));
        return lists;
    }

    private static void follow(
            Denylists lists, String name, DenylistConfig.Source source, NodeMode mode, GuardedHttpClient http) {
        String property = "notenboom.denylist.sources." + name;
        if (!NAME.matcher(name).matches()
                || source.url().isPresent() == source.file().isPresent()) {
            throw new IllegalStateException(
                    property + " has a name of small letters and digits, and either url or file");
        }
        List<PublicKey> keys = keys(property, source.keysFile());
        source.file().ifPresent(file -> lists.watch(name, file, keys));
        source.url().ifPresent(url -> {
            if (mode != NodeMode.DEV && !"https".equals(url.getScheme())) {
                throw new IllegalStateException(property + ".url has to be an https URL");
            }
            lists.watch(name, url, keys, http);
        });
    }

    private static List<PublicKey> keys(String property, Path file) {
        try {
            return DenylistKeys.read(Files.readString(file));
        } catch (IOException | UnfitCertificateInputException unfit) {
            throw new IllegalStateException(property + ".keys-file: " + unfit.getMessage(), unfit);
        }
    }

    void start(@Observes @Priority(BEFORE_LISTENERS) StartupEvent started, Denylists lists, ServiceMeters meters) {
        for (String name : lists.names()) {
            meters.gauge(
                    "denylist.age.seconds",
                    "Since the source of a denylist last gave a good one",
                    () -> lists.ageSeconds(name),
                    "list",
                    name);
            meters.gauge(
                    "denylist.entries", "Certificates that a denylist names", () -> lists.size(name), "list", name);
        }
        lists.start();
    }

    void close(@Disposes Denylists lists) {
        lists.close();
    }
}
