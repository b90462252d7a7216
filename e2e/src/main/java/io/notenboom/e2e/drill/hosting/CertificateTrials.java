// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import io.notenboom.custody.PrivateKeyPem;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.registry.NodeIdentityFiles;
import io.notenboom.testkit.access.AccessWalk;
import io.notenboom.testkit.access.AccessWalk.Operation;
import io.notenboom.trust.x509.Pem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * What one customer's certificates open at another's listeners: that of a public listener nothing, that of a node what every node
 * of the network may ask, and no operation that needs an API token.
 */
final class CertificateTrials {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Map<String, List<Operation>> operations;

    /** @param home root of the built source tree */
    CertificateTrials(Path home) throws IOException {
        this.operations = ServiceOperations.ofNode(home);
    }

    /** All trials; answers how many there were. */
    int refused(HostedNode owner, HostedNode other) throws IOException, GeneralSecurityException {
        URI peer = owner.url("peer");
        try (HttpClient server = client(serverCertificate(other));
                HttpClient node = client(nodeIdentity(other).tls())) {
            OptionalInt let = status(server, get(peer.resolve("/gossip/v1/head")));
            if (let.isPresent()) {
                throw new StepFailure("the certificate of " + other.id() + "'s public listener was let in by "
                        + owner.id() + "'s peer listener: " + let.getAsInt());
            }
            int asked = 1 + noOperations(node, owner.id(), peer, other);
            asked += noOperations(server, owner.id(), owner.url("public"), other);
            int token = status(server, tokenByCertificate(owner)).orElse(0);
            if (token / 100 != 4) {
                throw new StepFailure("a token for another customer's certificate: " + token);
            }
            return asked + 1;
        }
    }

    /** Whether the peer listener of a node lets another node in. */
    static boolean letsIn(HostedNode owner, NodeIdentityFiles other) {
        try (HttpClient node = client(other.tls())) {
            return status(node, get(owner.url("peer").resolve("/gossip/v1/head")))
                            .orElse(0)
                    == 200;
        }
    }

    /** The identity of a customer's node among its peers. */
    static NodeIdentityFiles nodeIdentity(HostedNode node) throws IOException, GeneralSecurityException {
        return NodeIdentityFiles.of(node.registryData(), node.custodian());
    }

    /** What has a scope is not at this listener, whatever token comes along. */
    private int noOperations(HttpClient client, String owner, URI listener, HostedNode other) {
        AccessWalk paths = new AccessWalk(listener);
        int asked = 0;
        for (List<Operation> service : operations.values()) {
            for (Operation operation : service) {
                int status = status(client, request(listener.resolve(paths.path(operation)), operation, other))
                        .orElse(0);
                if (status != 404) {
                    throw new StepFailure(owner + " answered " + status + " to " + other.id() + " at " + listener + ": "
                            + operation.label());
                }
                asked++;
            }
        }
        return asked;
    }

    private static HttpRequest request(URI uri, Operation operation, HostedNode other) {
        boolean plain = operation.verb().equals("GET") || operation.verb().equals("DELETE");
        return HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header(
                        "Authorization",
                        "Bearer " + other.token("administrator").reveal())
                .header("Content-Type", "application/json")
                .method(
                        operation.verb(),
                        plain ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private static HttpRequest get(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
    }

    private static HttpRequest tokenByCertificate(HostedNode owner) {
        return HttpRequest.newBuilder(owner.url("public").resolve("/oauth2/" + owner.id() + "/mtls/token"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials&scope=drill-isolation"))
                .build();
    }

    /** Of the answer; empty if the connection was refused. */
    private static OptionalInt status(HttpClient client, HttpRequest request) {
        try {
            return OptionalInt.of(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).statusCode());
        } catch (IOException refused) {
            return OptionalInt.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailure(request.uri() + " was interrupted");
        }
    }

    private static HttpClient client(SSLContext tls) {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(PATIENCE)
                .build();
    }

    private static SSLContext serverCertificate(HostedNode node) throws IOException, GeneralSecurityException {
        Path folder = node.folder().resolve("tls");
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                PrivateKeyPem.read(Files.readString(folder.resolve("server.key")))
                        .getPrivate(),
                new char[0],
                Pem.readCertificates(Files.readString(folder.resolve("server.pem")))
                        .toArray(Certificate[]::new));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(keys.getKeyManagers(), NodeIdentityFiles.trustEverybody(), new SecureRandom());
        return tls;
    }
}
