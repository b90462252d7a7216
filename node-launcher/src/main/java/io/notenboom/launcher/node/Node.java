// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.custody.SealedFileCustodian;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.process.Supervision;
import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.launcher.redis.RedisPrograms;
import io.notenboom.launcher.redis.RedisPrograms.RedisProgram;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * One hosted node on this machine, in development mode: its folder, its keys, its Redis and its services, each a process of
 * its own. Starting a node again in the same folder gives the same node: ports, secrets, keys and data stay.
 */
public final class Node {

    /** Name under which the AAA-proxy is registered at the PDP for FHIR requests. */
    public static final String FHIR_PEP_BY_PROXY = "fhir-proxy";

    /** Name under which NGINX is registered at the PDP for FHIR requests. */
    public static final String FHIR_PEP_BY_NGINX = "fhir-nginx";

    /** Name under which the AAA-proxy is registered at the PDP for notifications. */
    public static final String NOTIFICATION_PEP = "notification";

    private static final int START_SECONDS = 90;

    private final NodeSpec spec;
    private final NodeFolder folder;
    private final Distribution distribution;
    private final Supervision supervision;
    private final NodePorts ports;
    private final NodeSecrets secrets;
    private final DevelopmentTls tls;
    private final RedisProgram redis;

    /**
     * Prepares folder, secrets, keys and certificates; starts nothing.
     *
     * @param authority issuer of the certificates of the public listeners
     */
    public Node(
            NodeSpec spec,
            NodeFolder folder,
            Distribution distribution,
            DevelopmentAuthority authority,
            Supervision supervision) {
        this.spec = spec;
        this.folder = folder;
        this.distribution = distribution;
        this.supervision = supervision;
        this.ports = NodePorts.remembered(folder, supervision);
        this.secrets = new NodeSecrets(folder);
        this.tls = authority.issueFor(folder);
        this.redis = RedisPrograms.find(folder.redis());
        fillKeyPool();
    }

    /** Creates keys until enough are ready that nobody uses yet; may be called again at any time. */
    public void fillKeyPool() {
        EnumSet<KeyPurpose> purposes = EnumSet.allOf(KeyPurpose.class);
        if (spec.foundation() != null) {
            purposes.remove(KeyPurpose.FOUNDATION_CA);
        }
        Path passphrase = secrets.passphraseFile();
        new KeyPool(
                        SealedFileCustodian.open(folder.custody(), spec.customer(), passphrase),
                        SealedFileCustodianAdmin.open(folder.custody(), spec.customer(), passphrase),
                        purposes)
                .fill();
    }

    /**
     * Starts Redis, then all services at the same time, and returns when all are ready.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if one does not get ready
     */
    public void start() {
        startRedis();
        List<CompletableFuture<Void>> starts = new ArrayList<>();
        for (ServiceKind service : ServiceKind.values()) {
            if (spec.services().contains(service)) {
                starts.add(CompletableFuture.runAsync(() -> startService(service), Thread::startVirtualThread));
            }
        }
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
        }
    }

    private void startRedis() {
        Path configuration = NodeFolder.writePrivate(
                folder.redis().resolve("redis.conf"),
                RedisConfiguration.render(folder.redis(), ports.redis(), secrets.redisPassword()));
        run(
                "redis",
                List.of(redis.path().toString(), configuration.toString()),
                folder.redis(),
                RedisConfiguration.READY);
    }

    private void startService(ServiceKind service) {
        new NodeConfiguration(spec, folder, ports, secrets, tls).write(service);
        run(service.shortName(), distribution.command(service), folder.service(service), ProcessSpec.SERVICE_READY);
    }

    /** Runs a further process as part of this node, in its folder, with a log of its own. */
    public void run(String name, List<String> command, Path workingDirectory, String readyPattern) {
        var unused = supervision.start(new ProcessSpec(
                processName(name),
                command,
                workingDirectory.toString(),
                Map.of(),
                folder.log(name).toString(),
                readyPattern,
                START_SECONDS));
    }

    /** Name of one of this node's processes at the supervisor. */
    public String processName(String name) {
        return spec.label() + "/" + name;
    }

    /** Where Redis came from, in words. */
    public String redisOrigin() {
        return redis.origin();
    }

    /** What it was made from. */
    public NodeSpec spec() {
        return spec;
    }

    /** Its folder. */
    public NodeFolder folder() {
        return folder;
    }

    /** Its ports. */
    public NodePorts ports() {
        return ports;
    }

    /** Its secrets. */
    public NodeSecrets secrets() {
        return secrets;
    }

    /** URL of the internal listener of one of its services. */
    public String internalUrl(ServiceKind service) {
        return "http://127.0.0.1:" + ports.internalOf(service);
    }

    /** URL of the management listener of one of its services. */
    public String managementUrl(ServiceKind service) {
        return "http://127.0.0.1:" + ports.managementOf(service);
    }

    /** Public base URL of the authorization server. */
    public String publicUrl() {
        return "https://localhost:" + ports.authPublic();
    }

    /** Issuer URL of one of its subjects. */
    public String issuer(String subject) {
        return publicUrl() + "/oauth2/" + subject;
    }

    /** Public base URL of the AAA-proxy. */
    public String proxyUrl() {
        return "https://localhost:" + ports.proxyPublic();
    }

    /** Address of its registry for peers. */
    public String peerUrl() {
        return "https://localhost:" + ports.peer();
    }

    /** Server certificate of the public listeners, PEM. */
    public Path certificate() {
        return tls.certificate();
    }

    /** Certificate of the development authority, PEM. */
    public Path authority() {
        return tls.authority();
    }

    /** Key of the server certificate, PEM. */
    public Path certificateKey() {
        return tls.key();
    }
}
