// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.process.Supervision;
import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.launcher.redis.RedisPrograms;
import io.notenboom.launcher.redis.RedisPrograms.RedisProgram;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
    private @Nullable KeyPool keyPool;

    /**
     * Prepares folder, secrets and certificates; starts nothing.
     *
     * @param authority issuer of the certificates of the public listeners
     * @param supervision that of the folder: whoever starts a node makes sure that the folder is used once at a time
     * @throws io.notenboom.launcher.process.ProcessStartException if another program uses one of its ports
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
    }

    /** Creates keys until enough are ready that nobody uses yet; may be called again at any time. */
    public synchronized void fillKeyPool() {
        if (keyPool == null) {
            keyPool = openKeyPool();
        }
        keyPool.fill();
    }

    private KeyPool openKeyPool() {
        EnumSet<KeyPurpose> purposes = EnumSet.allOf(KeyPurpose.class);
        if (spec.foundation() != null) {
            purposes.remove(KeyPurpose.FOUNDATION_CA);
        }
        SealedFileCustodianAdmin admin =
                SealedFileCustodianAdmin.open(folder.custody(), spec.customer(), secrets.passphraseFile());
        return new KeyPool(admin.custodian(), admin, purposes);
    }

    /**
     * Starts Redis and fills the key pool, then starts all services at the same time, and returns when all are ready.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if one does not get ready
     */
    public void start() {
        together(List.of(this::startRedis, this::fillKeyPool));
        together(Arrays.stream(ServiceKind.values())
                .filter(spec.services()::contains)
                .<Runnable>map(service -> () -> startService(service, List.of()))
                .toList());
    }

    private static void together(List<Runnable> starts) {
        CompletableFuture<?>[] running = starts.stream()
                .map(start -> CompletableFuture.runAsync(start, Thread::startVirtualThread))
                .toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(running).join();
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
                RedisConfiguration.READY,
                ProcessSpec.NEEDED_BY_OTHERS);
    }

    /**
     * Starts one service again that was stopped, while its Redis runs.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if it does not get ready
     */
    public void start(ServiceKind service) {
        startService(service, List.of());
    }

    /**
     * Starts one service again with other settings, after ending it if it runs.
     *
     * @param javaOptions further options for its JVM; they count before those of the node
     */
    public void restart(ServiceKind service, List<String> javaOptions) {
        supervision.stop(processName(service.shortName()));
        startService(service, javaOptions);
    }

    private void startService(ServiceKind service, List<String> javaOptions) {
        new NodeConfiguration(spec, folder, ports, secrets, tls).write(service);
        run(
                service.shortName(),
                distribution.command(
                        service,
                        Stream.concat(spec.javaOptions().stream(), javaOptions.stream())
                                .toList()),
                folder.service(service),
                ProcessSpec.SERVICE_READY,
                ProcessSpec.USUAL);
    }

    /**
     * Runs a further process as part of this node, in its folder, with a log of its own.
     *
     * @param readyPattern see {@link ProcessSpec#readyPattern}
     * @param stage see {@link ProcessSpec#stage}
     */
    public void run(String name, List<String> command, Path workingDirectory, String readyPattern, int stage) {
        var unused = supervision.start(new ProcessSpec(
                processName(name),
                command,
                workingDirectory.toString(),
                Map.of(),
                folder.log(name).toString(),
                readyPattern,
                START_SECONDS,
                stage));
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
        return "https://" + spec.peerHost() + ":" + ports.peer();
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
