// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.hosting;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.custody.KeyPool;
import io.notenboom.custody.SealedFileCustodianAdmin;
import io.notenboom.launcher.node.ApiTokens;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeRedis;
import io.notenboom.launcher.node.NodeSecrets;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.DetachedSupervisor;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.process.ProcessStartException;
import io.notenboom.launcher.process.Supervision;
import io.notenboom.launcher.process.SupervisorFiles;
import io.notenboom.launcher.redis.RedisConfiguration;
import io.notenboom.launcher.redis.RedisPrograms;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A control plane on this machine, in development mode: a Foundation of its own, a Redis, a custodian and the service. The nodes
 * of customers that it starts are not among what this launch supervises: they run on when it ends. Starting it again in the same
 * folder gives the same control plane.
 */
public final class HostingLaunch {

    /** Name of the network that its nodes join. */
    public static final String NETWORK = "development";

    /** Name of the process of the control plane. */
    public static final String PROCESS = "hosting/control";

    private static final String CUSTOMER = "hoster";
    private static final String VAULT = "vault";
    private static final int START_SECONDS = 90;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<String> OPERATOR =
            List.of("hosting:read", "hosting:write", "hosting:delete", "keys:rotate");

    private final Path home;
    private final Path root;
    private final Supervision supervision;
    private final DevelopmentAuthority authority;
    private final NodeFolder folder;
    private final ApiTokens tokens;
    private final HostingPorts ports;
    private final Map<String, String> settings;

    /**
     * Prepares; starts nothing.
     *
     * @param home root of the built source tree
     * @param root folder of everything
     * @param settings further configuration of the control plane, by property
     */
    public HostingLaunch(
            Path home, Path root, Supervision supervision, InstantSource clock, Map<String, String> settings) {
        this.home = home;
        this.root = root.toAbsolutePath().normalize();
        this.supervision = supervision;
        this.authority = DevelopmentAuthority.keptIn(this.root.resolve("authority"), clock);
        this.folder = new NodeFolder(this.root.resolve("control"));
        this.tokens = new ApiTokens(folder.tokens());
        this.ports = HostingPorts.remembered(folder, supervision);
        this.settings = Map.copyOf(settings);
    }

    /**
     * Starts everything and returns when the control plane serves.
     *
     * @throws ProcessStartException if something does not get ready
     */
    public void start() {
        Node foundation = foundation();
        foundation.start();
        startRedis();
        fillCustody();
        configure(foundation);
        startControlPlane();
    }

    /** Starts the service alone; the rest runs. */
    public void startControlPlane() {
        run(PROCESS, new Distribution(home).controlPlane(), service(), ProcessSpec.SERVICE_READY, ProcessSpec.USUAL);
    }

    private Node foundation() {
        NodeSpec spec = NodeSpec.of("foundation", "nuts00", NETWORK, EnumSet.of(ServiceKind.REGISTRY), null, List.of());
        return new Node(
                spec, new NodeFolder(root.resolve("foundation")), new Distribution(home), authority, supervision);
    }

    private void startRedis() {
        Path program = RedisPrograms.find(folder.redis()).path();
        Path configuration = new NodeRedis(folder, new NodeSecrets(folder), CUSTOMER).configure(ports.redis());
        run(
                "hosting/redis",
                List.of(program.toString(), configuration.toString()),
                folder.redis(),
                RedisConfiguration.READY,
                ProcessSpec.NEEDED_BY_OTHERS);
    }

    private void run(String name, List<String> command, Path working, String ready, int stage) {
        var unused = supervision.start(new ProcessSpec(
                name,
                command,
                working.toString(),
                Map.of(),
                folder.log(name.substring(name.indexOf('/') + 1)).toString(),
                ready,
                START_SECONDS,
                stage));
    }

    private void fillCustody() {
        SealedFileCustodianAdmin admin =
                SealedFileCustodianAdmin.open(folder.custody(), CUSTOMER, new NodeSecrets(folder).passphraseFile());
        new KeyPool(admin, Set.of(KeyPurpose.AUDIT)).fill();
    }

    /** Working folder of the service. */
    private Path service() {
        return made(folder.root().resolve("hosting"));
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + folder, failure);
        }
    }

    private void configure(Node foundation) {
        Map<String, String> all = new TreeMap<>();
        all.put("notenboom.customer", CUSTOMER);
        all.put("notenboom.mode", "dev");
        all.put("notenboom.data-dir", made(service().resolve("data")).toString());
        all.put("notenboom.api-tokens", tokens.hashFile().toString());
        all.put("notenboom.custody.dir", folder.custody().toString());
        all.put(
                "notenboom.custody.passphrase-file",
                new NodeSecrets(folder).passphraseFile().toString());
        all.put("quarkus.http.host", "127.0.0.1");
        all.put("quarkus.http.port", Integer.toString(ports.http()));
        all.put("quarkus.management.host", "127.0.0.1");
        all.put("quarkus.management.port", Integer.toString(ports.management()));
        all.put("quarkus.redis.hosts", new NodeSecrets(folder).redisUrl(CUSTOMER, ports.redis()));
        all.putAll(offer(foundation));
        all.putAll(settings);
        for (String person : List.of("alice", "bob")) {
            var unused = tokens.token(person, OPERATOR);
        }
        StringBuilder text = new StringBuilder("# Written at each start.\n");
        all.forEach((name, value) -> text.append(name)
                .append('=')
                .append(value.replace("\\", "\\\\"))
                .append('\n'));
        var _ = NodeFolder.writePrivate(
                made(service().resolve("config")).resolve("application.properties"), text.toString());
    }

    /** What nodes can be on this machine. */
    private Map<String, String> offer(Node foundation) {
        Map<String, String> all = new TreeMap<>();
        all.put("notenboom.hosting.nodes", nodes().toString());
        all.put("notenboom.hosting.software.\"" + new Distribution(home).version() + "\"", home.toString());
        String network = "notenboom.hosting.network." + NETWORK;
        all.put(network + ".foundation-url", foundation.internalUrl(ServiceKind.REGISTRY));
        all.put(
                network + ".token-file",
                token(foundation, "invitation", "enrolment:request").toString());
        all.put(
                network + ".review-token-file",
                token(foundation, "review", "enrolment:admin").toString());
        all.put(network + ".root", root(foundation).toString());
        all.put(network + ".bootstrap", foundation.peerUrl());
        return all;
    }

    private static Path token(Node foundation, String name, String scope) {
        var unused = foundation.secrets().apiTokens().token(name, List.of(scope));
        return foundation.secrets().apiTokens().file(name);
    }

    /** The certificate of the Foundation, asked for at its node. */
    private static Path root(Node foundation) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(foundation.internalUrl(ServiceKind.REGISTRY) + "/enrolment/v1/foundation"))
                .header(
                        "Authorization",
                        "Bearer " + foundation.secrets().administratorToken().reveal())
                .timeout(PATIENCE)
                .build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new ProcessStartException(
                        "the Foundation was asked for its certificate, and answered " + answer.statusCode());
            }
            return NodeFolder.writePrivate(
                    foundation.folder().root().resolve("root.pem"),
                    new ObjectMapper().readTree(answer.body()).path("root").asText());
        } catch (IOException failure) {
            throw new UncheckedIOException("the Foundation does not tell its certificate", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the Foundation was asked", interrupted);
        }
    }

    /**
     * Starts an OpenBao in which customers may have their keys, and answers the settings of a control plane that uses it.
     *
     * @param root folder of everything
     * @param program {@code bao}, see {@link LocalVault#program}
     * @param hostPolicy what the host may do there
     * @throws ProcessStartException if it does not get ready
     */
    public static Map<String, String> startVault(Path root, Path program, InstantSource clock, String hostPolicy) {
        Path absolute = root.toAbsolutePath().normalize();
        DevelopmentAuthority authority = DevelopmentAuthority.keptIn(absolute.resolve("authority"), clock);
        LocalVault vault = new LocalVault(absolute.resolve(VAULT), program, authority);
        vault.start(hostPolicy);
        return Map.of(
                "notenboom.hosting.vault.address", vault.address().toString(),
                "notenboom.hosting.vault.token-file", vault.tokenFile().toString(),
                "notenboom.hosting.vault.ca-file", vault.authority().toString());
    }

    /** Ends the OpenBao below a folder of everything, if it runs. */
    public static void endVault(Path root) {
        if (Files.isDirectory(root.resolve(VAULT))) {
            LocalVault.end(root.resolve(VAULT));
        }
    }

    /** URL of the API. */
    public String url() {
        return "http://127.0.0.1:" + ports.http();
    }

    /** URL of health and metrics. */
    public String managementUrl() {
        return "http://127.0.0.1:" + ports.management();
    }

    /** File with the API token of a person: {@code alice} or {@code bob}, who may do all, and approve what the other asked. */
    public Path tokenFile(String person) {
        return tokens.file(person);
    }

    /** API token of a person. */
    public Secret token(String person) {
        return tokens.token(person, OPERATOR);
    }

    /** Certificate of the authority of the nodes' public listeners, PEM; there with the first node. */
    public Path nodesAuthority() {
        return service().resolve("data/authority/authority.pem");
    }

    /** Folder of the control plane's own data. */
    public Path data() {
        return service().resolve("data");
    }

    /** Folder with a folder for each node. */
    public Path nodes() {
        return root.resolve("nodes");
    }

    /** Ends the services of one customer's node below a folder of {@link #nodes}, and not its Redis; answers how many there were. */
    public static int endServices(Path nodes, String customer) {
        Optional<DetachedSupervisor> node = DetachedSupervisor.find(
                new SupervisorFiles(nodes.resolve(customer).resolve("run")));
        List<String> services = node.map(DetachedSupervisor::processes).orElse(Map.of()).keySet().stream()
                .filter(name -> !name.endsWith("/redis"))
                .toList();
        node.ifPresent(running -> services.forEach(running::stop));
        return services.size();
    }

    /** Ends the nodes of all customers below a folder of {@link #nodes}; answers how many there were. */
    public static int endNodes(Path nodes) {
        if (!Files.isDirectory(nodes)) {
            return 0;
        }
        List<DetachedSupervisor> running = new ArrayList<>();
        try (Stream<Path> folders = Files.list(nodes)) {
            folders.map(node -> new SupervisorFiles(node.resolve("run"))).forEach(files -> {
                DetachedSupervisor.find(files).ifPresent(running::add);
                var _ = files.endLeft();
            });
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + nodes, failure);
        }
        List<Thread> ends = running.stream()
                .map(node -> Thread.ofPlatform().start(node::close))
                .toList();
        for (Thread end : ends) {
            try {
                end.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return running.size();
    }
}
