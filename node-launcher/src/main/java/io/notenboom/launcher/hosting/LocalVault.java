// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.DevelopmentTls;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.process.DetachedSupervisor;
import io.notenboom.launcher.process.ProcessSpec;
import io.notenboom.launcher.process.ProcessStartException;
import io.notenboom.launcher.process.SupervisorFiles;
import io.notenboom.trust.secret.Secret;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An OpenBao of a host on this machine, for development: HTTPS on loopback, files in a folder, unsealed by a key beside them. It
 * has a supervisor of its own that outlives the control plane, as the nodes do that need it to sign.
 */
public final class LocalVault {

    private static final String PROCESS = "vault/bao";
    private static final String HOST_POLICY = "notenboom-host";
    private static final String TOKEN_PERIOD = "768h";

    /** Answered with 200 whatever its state is. */
    private static final String HEALTH = "sys/health?standbycode=200&sealedcode=200&uninitcode=200";

    private static final int START_SECONDS = 60;
    private static final int KEY_BYTES = 32;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final NodeFolder folder;
    private final Path program;
    private final DevelopmentTls tls;
    private final HttpClient http;
    private final DetachedSupervisor supervisor;
    private final Ports ports;

    /**
     * Its ports, which it keeps.
     *
     * @param api its API
     * @param cluster its replicas', if it had some; it does not start without
     */
    record Ports(int api, int cluster) {}

    /**
     * Prepares its folder; starts nothing but a supervisor.
     *
     * @param root folder of everything of it
     * @param program {@code bao}
     * @param authority issuer of its certificate
     */
    public LocalVault(Path root, Path program, DevelopmentAuthority authority) {
        this.folder = new NodeFolder(root);
        this.program = program;
        this.tls = authority.issueFor(folder);
        this.http = HttpClient.newBuilder()
                .sslContext(authority.trusted())
                .connectTimeout(PATIENCE)
                .build();
        this.supervisor = DetachedSupervisor.findOrStart(folder.supervisor());
        this.ports = ports();
    }

    /**
     * The program, if it is to be had: {@code NOTENBOOM_BAO}, {@code bao} on the path, or where a virtual environment of Python
     * in {@code target/tools} has it.
     */
    public static Optional<Path> program(Path home) {
        String named = System.getenv("NOTENBOOM_BAO");
        String path = System.getenv("PATH");
        return Stream.of(
                        Stream.ofNullable(named).filter(name -> !name.isEmpty()).map(Path::of),
                        Arrays.stream((path == null ? "" : path).split(File.pathSeparator, -1))
                                .filter(folder -> !folder.isEmpty())
                                .map(folder -> Path.of(folder, "bao")),
                        Stream.of(home.resolve("target/tools/bin/bao")))
                .flatMap(programs -> programs)
                .filter(Files::isExecutable)
                .findFirst();
    }

    private Ports ports() {
        Path file = folder.root().resolve("ports.json");
        try {
            if (Files.exists(file)) {
                Ports known = JSON.readValue(file.toFile(), Ports.class);
                if (!supervisor.processes().containsKey(PROCESS)) {
                    supervisor.claimPort(known.api());
                    supervisor.claimPort(known.cluster());
                }
                return known;
            }
            Ports reserved = new Ports(supervisor.reservePort(), supervisor.reservePort());
            var _ = NodeFolder.writePrivate(file, JSON.writeValueAsString(reserved));
            return reserved;
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot use " + file, failure);
        }
    }

    /**
     * Starts it unless it runs, and sets it up unless it was: the auth method for nodes, and an identity of the host.
     *
     * @param hostPolicy what the host may do
     * @throws ProcessStartException if it does not get ready
     */
    public void start(String hostPolicy) {
        if (!supervisor.processes().containsKey(PROCESS)) {
            var _ = supervisor.start(new ProcessSpec(
                    PROCESS,
                    List.of(program.toString(), "server", "-config=" + configuration()),
                    folder.root().toString(),
                    Map.of(),
                    folder.log("bao").toString(),
                    "server started",
                    START_SECONDS,
                    ProcessSpec.NEEDED_BY_OTHERS));
        }
        Secret root = initialised();
        awaitActive();
        if (!Files.exists(tokenFile())) {
            setUp(root, hostPolicy);
        }
        forget(root);
    }

    /** The host has a token of its own: nobody needs the root token any more. */
    private void forget(Secret root) {
        if (!Files.exists(rootTokenFile())) {
            return;
        }
        try {
            var _ = call("POST", "auth/token/revoke-self", root, null);
            Files.delete(rootTokenFile());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot delete " + rootTokenFile(), failure);
        }
    }

    private Path rootTokenFile() {
        return folder.tokens().resolve("root.token");
    }

    private Path configuration() {
        Path key = folder.tokens().resolve("seal.key");
        makeKey(key);
        return NodeFolder.writePrivate(folder.root().resolve("bao.hcl"), """
                # Written at each start.
                storage "raft" {
                  path = "%s"
                  node_id = "1"
                }
                listener "tcp" {
                  address = "127.0.0.1:%d"
                  cluster_address = "127.0.0.1:%d"
                  tls_cert_file = "%s"
                  tls_key_file = "%s"
                }
                seal "static" {
                  current_key_id = "1"
                  current_key = "file://%s"
                }
                api_addr = "%s"
                cluster_addr = "https://127.0.0.1:%d"
                """.formatted(
                        made(folder.root().resolve("data")),
                        ports.api(),
                        ports.cluster(),
                        tls.certificate(),
                        tls.key(),
                        key,
                        address(),
                        ports.cluster()));
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot create " + folder, failure);
        }
    }

    private static void makeKey(Path file) {
        if (Files.exists(file)) {
            return;
        }
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        try {
            Path fresh = NodeFolder.writePrivate(file.resolveSibling(file.getFileName() + ".new"), "");
            Files.write(fresh, key, StandardOpenOption.DSYNC);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write " + file, failure);
        }
    }

    /** The root token, which is kept until the host has a token of its own. */
    private Secret initialised() {
        Path kept = rootTokenFile();
        if (!call("GET", "sys/init", null, null).path("initialized").asBoolean()) {
            JsonNode made = call(
                    "PUT",
                    "sys/init",
                    null,
                    JSON.createObjectNode().put("recovery_shares", 1).put("recovery_threshold", 1));
            var _ = NodeFolder.writePrivate(kept, made.path("root_token").asText());
        }
        try {
            return Secret.of(Files.exists(kept) ? Files.readString(kept).strip() : "none");
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + kept, failure);
        }
    }

    /** Unsealed it is a standby at first, and becomes the active server a moment later; before that it refuses everything. */
    private void awaitActive() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (call("GET", HEALTH, null, null).path("standby").asBoolean(true)) {
            if (System.nanoTime() - end > 0) {
                throw new ProcessStartException("the Vault stays sealed, or a standby; see " + folder.log("bao"));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void setUp(Secret root, String hostPolicy) {
        if (call("GET", "sys/auth", root, null).path("data").path("approle/").isMissingNode()) {
            var _ = call(
                    "POST", "sys/auth/approle", root, JSON.createObjectNode().put("type", "approle"));
        }
        var _ = call(
                "PUT",
                "sys/policies/acl/" + HOST_POLICY,
                root,
                JSON.createObjectNode().put("policy", hostPolicy));
        var token = JSON.createObjectNode().put("period", TOKEN_PERIOD).put("no_default_policy", true);
        token.putArray("policies").add(HOST_POLICY);
        JsonNode made = call("POST", "auth/token/create-orphan", root, token);
        var _ = NodeFolder.writePrivate(
                tokenFile(), made.path("auth").path("client_token").asText());
    }

    private JsonNode call(String verb, String path, @Nullable Secret token, @Nullable JsonNode body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/v1/" + path))
                .timeout(PATIENCE)
                .method(
                        verb,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        if (token != null) {
            request.header("X-Vault-Token", token.reveal());
        }
        try {
            HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new ProcessStartException("the Vault answered " + answer.statusCode() + " to " + verb + " " + path
                        + "; see " + folder.log("bao"));
            }
            return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
        } catch (IOException failure) {
            throw new ProcessStartException("the Vault does not answer: " + failure + "; see " + folder.log("bao"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ProcessStartException("interrupted while the Vault was set up");
        }
    }

    /** Its origin. */
    public URI address() {
        return URI.create("https://127.0.0.1:" + ports.api());
    }

    /** Token with the host's policy. */
    public Path tokenFile() {
        return folder.tokens().resolve("host.token");
    }

    /** Certificate of its authority, PEM. */
    public Path authority() {
        return tls.authority();
    }

    /** Ends the one in a folder, if it runs. */
    public static void end(Path root) {
        SupervisorFiles files = new NodeFolder(root).supervisor();
        DetachedSupervisor.find(files).ifPresent(DetachedSupervisor::close);
        var _ = files.endLeft();
    }
}
