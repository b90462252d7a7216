// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.notenboom.testkit.Await;
import io.notenboom.testkit.FreePorts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A real API server with its own store, on this machine: programs named by the environment variables
 * {@code NOTENBOOM_KUBE_APISERVER} and {@code NOTENBOOM_ETCD}. It runs no controllers and no pods.
 */
final class KubeApiServer implements AutoCloseable {

    private static final String ADMIN = "administrator-of-this-test";

    private final Process store;
    private final Process server;
    private final int port;

    private KubeApiServer(Process store, Process server, int port) {
        this.store = store;
        this.server = server;
        this.port = port;
    }

    /** The programs, if this machine has them. */
    static Optional<List<Path>> programs() {
        return program("NOTENBOOM_KUBE_APISERVER")
                .flatMap(server -> program("NOTENBOOM_ETCD").map(etcd -> List.of(server, etcd)));
    }

    private static Optional<Path> program(String variable) {
        return Optional.ofNullable(System.getenv(variable)).map(Path::of).filter(Files::isExecutable);
    }

    /** Starts both in a folder and waits until the server is ready. */
    static KubeApiServer start(Path folder) throws IOException {
        List<Path> programs = programs().orElseThrow();
        int client = FreePorts.any();
        int peer = FreePorts.any();
        int port = FreePorts.any();
        Process store = run(
                folder.resolve("etcd.log"),
                List.of(
                        programs.get(1).toString(),
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=http://127.0.0.1:" + client,
                        "--advertise-client-urls=http://127.0.0.1:" + client,
                        "--listen-peer-urls=http://127.0.0.1:" + peer,
                        "--unsafe-no-fsync"));
        Path tokens = Files.writeString(
                folder.resolve("tokens.csv"),
                ADMIN + ",administrator,1,system:masters\n" + "operator-of-this-test,"
                        + "system:serviceaccount:notenboom-system:notenboom-operator,2,system:serviceaccounts\n");
        Path key = writeKeys(folder);
        Process server = run(
                folder.resolve("apiserver.log"),
                List.of(
                        programs.get(0).toString(),
                        "--etcd-servers=http://127.0.0.1:" + client,
                        "--bind-address=127.0.0.1",
                        "--secure-port=" + port,
                        "--cert-dir=" + folder.resolve("certificates"),
                        "--token-auth-file=" + tokens,
                        "--authorization-mode=RBAC",
                        "--service-account-issuer=https://kubernetes.default.svc",
                        "--service-account-key-file=" + key.resolveSibling("service-account.pub"),
                        "--service-account-signing-key-file=" + key,
                        "--service-cluster-ip-range=10.96.0.0/16",
                        "--disable-admission-plugins=ServiceAccount"));
        KubeApiServer running = new KubeApiServer(store, server, port);
        Await.until(running::isReady, "the API server");
        return running;
    }

    private static Process run(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Path writeKeys(Path folder) throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            KeyPair pair = generator.generateKeyPair();
            Files.writeString(
                    folder.resolve("service-account.pub"),
                    pem("PUBLIC KEY", pair.getPublic().getEncoded()));
            return Files.writeString(
                    folder.resolve("service-account.key"),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + kind
                + "-----\n";
    }

    private boolean isReady() {
        if (!server.isAlive() || !store.isAlive()) {
            throw new IllegalStateException("the API server or its store ended; see the logs in the folder");
        }
        try (KubernetesClient client = administrator()) {
            return "ok".equals(client.raw("/readyz"));
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    /** A client that may do everything. */
    KubernetesClient administrator() {
        return client(ADMIN);
    }

    /** A client of the operator's service account. */
    KubernetesClient operator() {
        return client("operator-of-this-test");
    }

    private KubernetesClient client(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withTrustCerts(true)
                .withDisableHostnameVerification(true)
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .withNamespace("notenboom-system")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    @Override
    public void close() {
        server.destroyForcibly();
        store.destroyForcibly();
        server.onExit().join();
        store.onExit().join();
    }
}
