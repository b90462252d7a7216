// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import io.notenboom.custody.KeyPool;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.process.Supervision;
import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.launcher.redis.RedisPrograms;
import io.notenboom.launcher.redis.RedisPrograms.RedisProgram;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
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
    private final List<NodeProgram> programs;
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
     * @throws IllegalStateException if the folder is that of a node of the other shape, small or not
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
        this.programs = NodeProgram.of(spec);
        folder.requireShape(spec.small());
        NodePorts reserved = NodePorts.remembered(folder, supervision);
        this.ports = spec.small() ? reserved.joined(NodeProgram.SMALL_NODE) : reserved;
        this.secrets = new NodeSecrets(folder);
        this.tls = authority.issueFor(folder);
        this.redis = RedisPrograms.find(folder.redis());
    }

    /**
     * Creates keys until enough are ready that nobody uses yet; may be called again at any time. Keys in a Vault are created by who
     * set the node up there, see {@link NodeVault}.
     */
    public synchronized void fillKeyPool() {
        if (NodeVault.of(folder).isPresent()) {
            return;
        }
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
        return new KeyPool(admin, purposes);
    }

    /**
     * Starts Redis and fills the key pool, then starts all services at the same time, and returns when all are ready.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if one does not get ready
     */
    public void start() {
        together(List.of(this::startRedis, this::fillKeyPool));
        together(programs.stream()
                .<Runnable>map(program -> () -> startProgram(program, List.of()))
                .toList());
    }

    /**
     * Stops services that its specification has not, then starts what lacks, Redis and key pool included; what runs is left as
     * it is.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if one does not get ready
     */
    public void ensureRunning() {
        ensureRedis();
        fillKeyPool();
        Set<String> running = supervision.processes().keySet();
        stop(NodeProgram.names().stream()
                .filter(name ->
                        programs.stream().noneMatch(program -> program.name().equals(name)))
                .filter(name -> running.contains(processName(name))));
        together(programs.stream()
                .filter(program -> !running.contains(nameOf(program)))
                .<Runnable>map(program -> () -> startProgram(program, List.of()))
                .toList());
    }

    private void stop(Stream<String> names) {
        together(names.<Runnable>map(name -> () -> supervision.stop(processName(name)))
                .toList());
    }

    /** Starts Redis unless it runs. */
    public void ensureRedis() {
        if (!supervision.processes().containsKey(processName("redis"))) {
            startRedis();
        }
    }

    /** Stops all services; Redis runs on. */
    public void stopServices() {
        stop(NodeProgram.names().stream());
    }

    /** Whether everything of its specification runs. */
    public boolean isRunning() {
        Set<String> running = supervision.processes().keySet();
        return running.contains(processName("redis"))
                && programs.stream().allMatch(program -> running.contains(nameOf(program)));
    }

    /** Its processes but for Redis, in words. */
    public String processes() {
        return programs.stream().map(NodeProgram::name).collect(Collectors.joining(", "));
    }

    private String nameOf(NodeProgram program) {
        return processName(program.name());
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

    /**
     * Starts its Redis alone, or again when it was stopped.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if it does not get ready
     */
    public void startRedis() {
        Path configuration = nodeRedis().configure(ports.redis());
        run(
                "redis",
                List.of(redis.path().toString(), configuration.toString()),
                folder.redis(),
                RedisConfiguration.READY,
                ProcessSpec.NEEDED_BY_OTHERS);
    }

    /**
     * Starts the process of one service again that was stopped, while its Redis runs.
     *
     * @throws io.notenboom.launcher.process.ProcessStartException if it does not get ready
     */
    public void start(ServiceKind service) {
        startProgram(program(service), List.of());
    }

    /**
     * Starts the process of one service again with other settings, after ending it if it runs.
     *
     * @param javaOptions further options for its JVM; they count before those of the node
     */
    public void restart(ServiceKind service, List<String> javaOptions) {
        supervision.stop(processName(service));
        startProgram(program(service), javaOptions);
    }

    private NodeProgram program(ServiceKind service) {
        return programs.stream()
                .filter(program -> program.services().contains(service))
                .findFirst()
                .orElse(NodeProgram.of(service));
    }

    private void startProgram(NodeProgram program, List<String> javaOptions) {
        new NodeConfiguration(spec, folder, ports, secrets, tls).write(program);
        run(
                program.name(),
                distribution.command(
                        program,
                        Stream.concat(spec.javaOptions().stream(), javaOptions.stream())
                                .toList()),
                folder.program(program),
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

    /** Name, at the supervisor, of the process that has one of its services in it. */
    public String processName(ServiceKind service) {
        return nameOf(program(service));
    }

    /** Name of one of this node's processes at the supervisor. */
    public String processName(String name) {
        return spec.label() + "/" + name;
    }

    /** Its Redis in its folder: users and passwords. */
    public NodeRedis nodeRedis() {
        return new NodeRedis(folder, secrets, spec.customer());
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
