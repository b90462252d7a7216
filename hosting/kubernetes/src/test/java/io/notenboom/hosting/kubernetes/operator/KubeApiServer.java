// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
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
import java.util.Map;

/**
 * A real API server with its own store, on this machine: programs named by the environment variables
 * {@code NOTENBOOM_KUBE_APISERVER} and {@code NOTENBOOM_ETCD}. It runs no controllers and no pods.
 */
final class KubeApiServer implements AutoCloseable {

    /** Namespace of the operator and of the resources of customers. */
    static final String SYSTEM = "notenboom-system";

    private static final String SERVER_PROGRAM = "NOTENBOOM_KUBE_APISERVER";
    private static final String STORE_PROGRAM = "NOTENBOOM_ETCD";
    private static final String ADMINISTRATOR_TOKEN = "administrator-of-this-test";
    private static final String OPERATOR_TOKEN = "operator-of-this-test";

    private final Process store;
    private final Process server;
    private final int port;
    private final KubernetesClient administrator;

    private KubeApiServer(Process store, Process server, int port) {
        this.store = store;
        this.server = server;
        this.port = port;
        this.administrator = client(ADMINISTRATOR_TOKEN);
    }

    /**
     * Starts both in a folder and waits until the server is ready. Where the environment names no programs the test is skipped;
     * where it names something else it fails, so that nobody takes a skipped test for one that passed.
     */
    static KubeApiServer startOrSkip(Path folder) throws IOException {
        boolean named = System.getenv(SERVER_PROGRAM) != null && System.getenv(STORE_PROGRAM) != null;
        if (!named) {
            String message = "skipped: no Kubernetes API server here; " + SERVER_PROGRAM + " and " + STORE_PROGRAM
                    + " name the programs kube-apiserver and etcd";
            System.out.println(message);
            assumeTrue(false, message);
        }
        return start(program(SERVER_PROGRAM), program(STORE_PROGRAM), folder);
    }

    private static String program(String variable) {
        String path = System.getenv(variable);
        if (!Files.isExecutable(Path.of(path))) {
            throw new IllegalStateException(variable + " names " + path + ", which is no program");
        }
        return path;
    }

    private static KubeApiServer start(String serverProgram, String storeProgram, Path folder) throws IOException {
        int client = FreePorts.any();
        int peer = FreePorts.any();
        int port = FreePorts.any();
        Path tokens = Files.writeString(
                folder.resolve("tokens.csv"),
                ADMINISTRATOR_TOKEN + ",administrator,1,system:masters\n" + OPERATOR_TOKEN
                        + ",system:serviceaccount:notenboom-system:notenboom-operator,2,system:serviceaccounts\n");
        Path key = writeKeys(folder);
        Process store = run(
                folder.resolve("etcd.log"),
                List.of(
                        storeProgram,
                        "--data-dir=" + folder.resolve("etcd"),
                        "--listen-client-urls=http://127.0.0.1:" + client,
                        "--advertise-client-urls=http://127.0.0.1:" + client,
                        "--listen-peer-urls=http://127.0.0.1:" + peer,
                        "--unsafe-no-fsync"));
        Process server = runBeside(
                store,
                folder.resolve("apiserver.log"),
                List.of(
                        serverProgram,
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
        try {
            Await.until(running::isReady, "the API server is ready");
        } catch (RuntimeException | AssertionError failure) {
            running.close();
            throw failure;
        }
        return running;
    }

    private static Process run(Path log, List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static Process runBeside(Process other, Path log, List<String> command) throws IOException {
        try {
            return run(log, command);
        } catch (IOException failure) {
            other.destroyForcibly();
            throw failure;
        }
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
        try {
            return "ok".equals(administrator.raw("/readyz"));
        } catch (RuntimeException notYet) {
            return false;
        }
    }

    /** A client that may do everything; it ends with the server. */
    KubernetesClient administrator() {
        return administrator;
    }

    /** A client of the operator's service account; the caller closes it. */
    KubernetesClient operator() {
        return client(OPERATOR_TOKEN);
    }

    private KubernetesClient client(String token) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("https://127.0.0.1:" + port)
                .withTrustCerts(true)
                .withDisableHostnameVerification(true)
                .withOauthToken(token)
                .withRequestRetryBackoffLimit(0)
                .withNamespace(SYSTEM)
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }

    /** Makes or changes an object with all rights. */
    void apply(HasMetadata object) {
        var unused = administrator.resource(object).forceConflicts().serverSideApply();
    }

    /** Makes a namespace. */
    void namespace(String name, Map<String, String> labels) {
        apply(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(labels)
                .endMetadata()
                .build());
    }

    /** What the host of these tests has in its cluster: the priority class of {@code platform.yaml}, and these definitions. */
    void prepare(List<CustomResourceDefinition> definitions) {
        apply(new PriorityClassBuilder()
                .withNewMetadata()
                .withName("nuts-node")
                .endMetadata()
                .withValue(1000)
                .build());
        definitions.forEach(this::apply);
        Await.until(() -> definitions.stream().allMatch(this::isServed), "the API server serves the definitions");
    }

    /** A definition is established a moment before its objects can be listed. */
    private boolean isServed(CustomResourceDefinition definition) {
        try {
            var unused = administrator
                    .genericKubernetesResources(CustomResourceDefinitionContext.fromCrd(definition))
                    .inAnyNamespace()
                    .list();
            return true;
        } catch (KubernetesClientException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        administrator.close();
        server.destroyForcibly();
        store.destroyForcibly();
        server.onExit().join();
        store.onExit().join();
    }
}
