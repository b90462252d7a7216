// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.hosting.control.deletion.AuditKeys;
import io.notenboom.hosting.control.deletion.CustodianSeal;
import io.notenboom.hosting.control.deletion.Deletions;
import io.notenboom.hosting.control.deletion.DestructionCertificates;
import io.notenboom.hosting.control.execute.Backend;
import io.notenboom.hosting.control.execute.Executor;
import io.notenboom.hosting.control.fleet.Fleet;
import io.notenboom.hosting.control.fleet.Upgrades;
import io.notenboom.hosting.control.process.HostVault;
import io.notenboom.hosting.control.process.ProcessBackend;
import io.notenboom.hosting.control.process.ProcessSettings;
import io.notenboom.hosting.control.state.RecordFiles;
import io.notenboom.hosting.customer.NetworkName;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.kit.audit.AuditLog;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.listener.ListenerPaths;
import io.notenboom.kit.live.RecentEvents;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.quarkus.arc.DefaultBean;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Wires the control plane. */
final class HostingBeans {

    private static final int KEPT_EVENTS = 1_000;
    private static final Pattern DENYLIST_NAME = Pattern.compile("[a-z0-9]+");

    @Produces
    @Singleton
    ListenerPaths listenerPaths() {
        return new ListenerPaths(Map.of(Listener.INTERNAL, List.of("/hosting/v1")));
    }

    @Produces
    @Singleton
    RecentEvents events() {
        return new RecentEvents(KEPT_EVENTS);
    }

    @Produces
    @Singleton
    @DefaultBean
    Backends processes(HostingConfig config, NodeConfig node, Vertx vertx, InstantSource clock) {
        ProcessSettings settings = settings(config, node);
        DevelopmentAuthority authority =
                DevelopmentAuthority.keptIn(settings.data().resolve("authority"), clock);
        ProcessBackend.Surroundings surroundings = new ProcessBackend.Surroundings(authority, vertx, clock);
        return (customers, certificates) -> new ProcessBackend(settings, surroundings, customers, certificates);
    }

    @Produces
    @Singleton
    ControlPlane controlPlane(
            HostingConfig config,
            NodeConfig node,
            Backends backends,
            ControlPlane.Surroundings surroundings,
            ChangeFeed feed) {
        return new ControlPlane(node.dataDir(), backends, pace(config.pace()), surroundings, feed::changed);
    }

    @Produces
    @Singleton
    ControlPlane.Surroundings surroundings(
            AuditLog audit, AuditKeys keys, KeyCustodian custodian, InstantSource clock) {
        return new ControlPlane.Surroundings(new AuditJournal(audit), new CustodianSeal(custodian, keys), clock);
    }

    @Produces
    @Singleton
    AuditKeys auditKeys(NodeConfig node, KeyCustodian custodian, InstantSource clock) {
        return new AuditKeys(new RecordFiles(node.dataDir().resolve("audit-keys")), custodian, clock);
    }

    private static ProcessSettings settings(HostingConfig config, NodeConfig node) {
        return new ProcessSettings(
                config.nodes(),
                node.dataDir(),
                config.secrets().orElse(node.dataDir().resolve("secrets")),
                config.software().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                entry -> new SoftwareVersion(entry.getKey()), Map.Entry::getValue)),
                config.network().entrySet().stream()
                        .collect(Collectors.toUnmodifiableMap(
                                entry -> new NetworkName(entry.getKey()), entry -> network(entry.getValue()))),
                config.memoryMib(),
                javaOptions(config),
                vault(config.vault()));
    }

    /** Those of the configuration, and where nodes find the lists that they follow. */
    private static List<String> javaOptions(HostingConfig config) {
        List<String> options = new ArrayList<>(config.javaOptions().orElse(List.of()));
        new TreeMap<>(config.denylist()).forEach((name, list) -> {
            if (!DENYLIST_NAME.matcher(name).matches()
                    || list.url().isPresent() == list.file().isPresent()) {
                throw new IllegalStateException("notenboom.hosting.denylist." + name
                        + " has a name of small letters and digits, and either url or file");
            }
            String source = "-Dnotenboom.denylist.sources." + name + ".";
            list.url().ifPresent(url -> options.add(source + "url=" + url));
            list.file().ifPresent(file -> options.add(source + "file=" + file.toAbsolutePath()));
            options.add(source + "keys-file=" + list.keysFile().toAbsolutePath());
        });
        return options;
    }

    private static @Nullable HostVault vault(HostingConfig.Vault vault) {
        return vault.address()
                .map(address -> new HostVault(
                        address,
                        vault.namespace().orElse(null),
                        vault.caFile().orElse(null),
                        vault.tokenFile()
                                .orElseThrow(() ->
                                        new IllegalStateException("set notenboom.hosting.vault.token-file, too"))))
                .orElse(null);
    }

    private static ProcessSettings.Network network(HostingConfig.Network network) {
        return new ProcessSettings.Network(
                network.foundationUrl(),
                network.tokenFile(),
                network.root(),
                network.reviewTokenFile().orElse(null),
                network.bootstrap().orElse(List.of()));
    }

    private static Executor.Pace pace(HostingConfig.Pace pace) {
        return new Executor.Pace(
                pace.customersAtOnce(),
                pace.waiting(),
                pace.keepsPlace(),
                pace.firstRetry(),
                pace.longestRetry(),
                pace.steady());
    }

    @Produces
    @Singleton
    Executor executor(ControlPlane control) {
        return control.executor();
    }

    void close(@Disposes Executor executor) {
        executor.close();
    }

    @Produces
    @Singleton
    Fleet fleet(ControlPlane control) {
        return control.fleet();
    }

    @Produces
    @Singleton
    Backend backend(ControlPlane control) {
        return control.backend();
    }

    @Produces
    @Singleton
    Upgrades upgrades(ControlPlane control) {
        return control.upgrades();
    }

    @Produces
    @Singleton
    Deletions deletions(ControlPlane control) {
        return control.deletions();
    }

    @Produces
    @Singleton
    DestructionCertificates certificates(ControlPlane control) {
        return control.certificates();
    }
}
