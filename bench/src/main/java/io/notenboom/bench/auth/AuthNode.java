// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.auth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.bench.load.Cores;
import io.notenboom.bench.load.Usage;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.LocalSupervisor;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An authorization server as {@code notenboom up} runs it, with a Redis, each a process of its own. The server has a core for
 * itself.
 */
final class AuthNode implements AutoCloseable {

    /** The scope that tokens are asked for. */
    static final String SCOPE = "bench";

    /** What the scope asks for: one credential with three claims, of issuers of two methods. */
    static final String POLICY = """
            {"bench":{"organization":{"id":"pd_bench","name":"organisation",
              "format":{"jwt_vp":{"alg":["ES256"]},"jwt_vc":{"alg":["ES256"]},
                "ldp_vp":{"proof_type":["JsonWebSignature2020"]},"ldp_vc":{"proof_type":["JsonWebSignature2020"]}},
              "input_descriptors":[{"id":"organisation","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"NutsOrganizationCredential"}},
                {"path":["$.issuer"],"filter":{"type":"string","pattern":"^did:(web|jwk):.*$"}},
                {"id":"organization_did","path":["$.credentialSubject.id","$.credentialSubject[0].id"],"filter":{"type":"string"}},
                {"id":"organization_name",
                  "path":["$.credentialSubject.organization.name","$.credentialSubject[0].organization.name"],
                  "filter":{"type":"string"}},
                {"id":"organization_city",
                  "path":["$.credentialSubject.organization.city","$.credentialSubject[0].organization.city"],
                  "filter":{"type":"string"}}]}}]}}}
            """;

    private static final String CUSTOMER = "bench1";
    private static final String FIRST = "subject-0";
    private static final String REDIS_MEMORY = "2gb";
    private static final int TOKEN_SECONDS = 60;
    private static final int OK = 200;

    private final LocalSupervisor supervisor;
    private final Node node;
    private final HttpClient http = HttpClient.newHttpClient();
    private String firstDid = "";
    private RedisCopies.Template template = new RedisCopies.Template(Map.of(), List.of());
    private int subjects = 1;
    private @Nullable Usage usage;

    private AuthNode(LocalSupervisor supervisor, Node node) {
        this.supervisor = supervisor;
        this.node = node;
    }

    /**
     * Starts it, with one subject.
     *
     * @param home root of the built source tree
     * @param folder for the node's data; has to be empty
     */
    static AuthNode start(Path home, Path folder) throws IOException, InterruptedException {
        NodeSpec spec = NodeSpec.of("bench", CUSTOMER, "bench", EnumSet.of(ServiceKind.AUTH), null, List.of())
                .withTokenSeconds(Map.of(SCOPE, TOKEN_SECONDS))
                .withPeerHost(
                        "localhost",
                        List.of(
                                "-XX:ActiveProcessorCount=1",
                                "-Dnotenboom.auth.security.tokens-per-client-per-minute=0"));
        NodeFolder files = new NodeFolder(folder);
        Files.writeString(files.policies().resolve("bench.json"), POLICY);
        LocalSupervisor supervisor = new LocalSupervisor(System.err::println);
        AuthNode started = new AuthNode(
                supervisor,
                new Node(
                        spec,
                        files,
                        new Distribution(home),
                        new DevelopmentAuthority(InstantSource.system()),
                        supervisor));
        try {
            started.begin();
            return started;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            started.close();
            throw failure;
        }
    }

    private void begin() throws IOException, InterruptedException {
        node.start();
        JsonNode created =
                call("/internal/vdr/v2/subject", StrictJson.newObject().put("subject", FIRST));
        firstDid = created.path("documents").path(0).path("id").asText();
        try (RedisCopies redis = redis()) {
            redis.makeRoom(REDIS_MEMORY);
            template = redis.template("{" + CUSTOMER + "}:auth:*", List.of(FIRST, firstDid));
        }
    }

    /** Gives the service a core for itself, and everything else, this process included, the other. */
    boolean pin() throws InterruptedException {
        boolean pinned = Cores.pin(process(ServiceKind.AUTH.shortName()), Cores.SERVICE);
        pinned &= Cores.pin(process("redis"), Cores.OTHERS);
        return pinned & Cores.pin(ProcessHandle.current().pid(), Cores.OTHERS);
    }

    /** What the service uses. */
    Usage usage() {
        Usage known = usage;
        if (known == null) {
            known = new Usage(process(ServiceKind.AUTH.shortName()));
            usage = known;
        }
        return known;
    }

    private long process(String name) {
        Long process = supervisor.processes().get(node.processName(name));
        if (process == null) {
            throw new IllegalStateException(name + " does not run; see its log in the node's folder");
        }
        return process;
    }

    /** Port of the listener without TLS. */
    int port() {
        return node.ports().internalOf(ServiceKind.AUTH);
    }

    /** Issuer URL of a subject: what a presentation for it is for. */
    String issuer(int subject) {
        return node.issuer("subject-" + subject);
    }

    /** Path of the token endpoint of a subject. */
    static String tokenPath(int subject) {
        return "/oauth2/subject-" + subject + "/token";
    }

    /** How many subjects there are. */
    int subjects() {
        return subjects;
    }

    /** An API token, as a header. */
    String authorization() {
        return "Authorization: Bearer " + node.secrets().administratorToken().reveal() + "\r\n";
    }

    /** Issues a credential, with an entry in a status list of the node. */
    JsonNode issue(String holder, String format) throws IOException, InterruptedException {
        ObjectNode request = StrictJson.newObject()
                .put("type", "NutsOrganizationCredential")
                .put("issuer", firstDid)
                .put("format", format)
                .put("expirationDate", "2099-01-01T00:00:00Z")
                .put("withStatusList2021Revocation", true);
        request.set("credentialSubject", organisation().put("id", holder));
        return call("/internal/vcr/v2/issuer/vc", request);
    }

    /** Claims about an organisation. */
    static ObjectNode organisation() {
        ObjectNode claims = StrictJson.newObject();
        claims.putObject("organization").put("name", "Zorggroep De Linde").put("city", "Utrecht");
        return claims;
    }

    /** Copies the first subject until there are this many. */
    void growTo(int wanted) throws IOException {
        try (RedisCopies redis = redis()) {
            for (; subjects < wanted; subjects++) {
                Map<String, String> names = new LinkedHashMap<>();
                names.put(FIRST, "subject-" + subjects);
                names.put(firstDid.substring(firstDid.lastIndexOf(':') + 1), new UUID(1, subjects).toString());
                redis.copy(template, names);
            }
            redis.flush();
        }
    }

    private RedisCopies redis() throws IOException {
        return new RedisCopies(
                node.ports().redis(), node.secrets().redisOperatorPassword().reveal());
    }

    private JsonNode call(String path, ObjectNode body) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(node.internalUrl(ServiceKind.AUTH) + path))
                        .header(
                                "Authorization",
                                "Bearer " + node.secrets().administratorToken().reveal())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != OK) {
            throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
        }
        return StrictJson.parse(answer.body(), 1_000_000);
    }

    @Override
    public void close() {
        http.close();
        supervisor.close();
        try {
            Cores.release(ProcessHandle.current().pid());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
