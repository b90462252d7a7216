// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.DevelopmentHttp;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.Supervision;
import io.notenboom.testkit.redis.RedisDeployment;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Authorization servers and decision points alone, each a process, on a Redis that the drill can break. */
public final class AuthNodes {

    /** The customer of all of them. */
    public static final String CUSTOMER = "drill1";

    private final Path folder;
    private final Supervision supervision;
    private final Distribution distribution;
    private final DevelopmentAuthority authority;
    private final HttpClient http;
    private final InstantSource clock;

    /**
     * Starts nothing.
     *
     * @param folder for the nodes
     * @param home root of the built source tree
     */
    public AuthNodes(Path folder, Path home, Supervision supervision, InstantSource clock) {
        this.folder = folder;
        this.supervision = supervision;
        this.distribution = new Distribution(home);
        this.authority = new DevelopmentAuthority(clock);
        this.http = DevelopmentHttp.trusting(authority.certificatePem());
        this.clock = clock;
    }

    /** What runs the processes. */
    public Supervision supervision() {
        return supervision;
    }

    /** A client for many connections at one time, which take a while to open. */
    HttpClient patientClient() {
        return DevelopmentHttp.trusting(authority.certificatePem(), Duration.ofMinutes(1));
    }

    /** A client that trusts their certificates. */
    public HttpClient client() {
        return http;
    }

    /** Starts a server on this Redis and makes its scene. */
    AuthScene start(String label, RedisDeployment redis) {
        return start(label, redis, "drill");
    }

    /** Starts a server on this Redis and makes its scene, whose client asks for a scope. */
    public AuthScene start(String label, RedisDeployment redis, String scope) {
        return start(label, redis, scope, Map.of());
    }

    /** The same with further settings. */
    AuthScene start(String label, RedisDeployment redis, String scope, Map<String, String> settings) {
        Node node = node(label, ServiceKind.AUTH, redis, settings);
        var unused = NodeFolder.writePrivate(node.folder().policies().resolve("drill.json"), AuthScene.policy(scope));
        node.fillKeyPool();
        node.start(ServiceKind.AUTH);
        return new AuthScene(node, scope, http, clock);
    }

    /** Starts a second server of the same node: same Redis, keys, names and policies. */
    Node startReplica(String label, AuthScene original, RedisDeployment redis) {
        return startReplica(label, original, redis, Map.of());
    }

    /** The same with further settings. */
    Node startReplica(String label, AuthScene original, RedisDeployment redis, Map<String, String> settings) {
        NodeFolder shared = original.node().folder();
        Map<String, String> all = new HashMap<>(settings);
        all.put("notenboom.public-url", original.node().publicUrl());
        all.put("notenboom.auth.policy-dir", shared.policies().toString());
        all.put("notenboom.custody.dir", shared.custody().toString());
        all.put(
                "notenboom.custody.passphrase-file",
                original.node().secrets().passphraseFile().toString());
        Node node = node(label, ServiceKind.AUTH, redis, all);
        node.start(ServiceKind.AUTH);
        return node;
    }

    /** Starts a decision point that introspects tokens at this server; all on one Redis are replicas of each other. */
    public Node startDecisionPoint(String label, AuthScene auth, RedisDeployment redis) {
        Node node = node(
                label,
                ServiceKind.PDP,
                redis,
                Map.of(
                        "notenboom.peer-service.auth.url",
                        auth.node().internalUrl(ServiceKind.AUTH),
                        "notenboom.peer-service.auth.token-file",
                        auth.node().secrets().serviceTokenFile().toString()));
        node.start(ServiceKind.PDP);
        return node;
    }

    private Node node(String label, ServiceKind service, RedisDeployment redis, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(redis.properties());
        properties.putAll(more);
        List<String> options = properties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .toList();
        NodeSpec spec = NodeSpec.of(label, CUSTOMER, "drill", EnumSet.of(service), null, List.of())
                .withPeerHost("localhost", options);
        return new Node(spec, new NodeFolder(folder.resolve(label)), distribution, authority, supervision);
    }

    /** Puts another certificate of the development authority in the place of that of a server that runs. */
    void replaceCertificate(Node node) {
        authority.replaceCertificate(node.folder());
    }

    /** Stops an authorization server. */
    public void stop(Node node) {
        supervision.stop(node.processName(ServiceKind.AUTH));
    }

    /** The folder of the Redis of a part of the drill. */
    public Path redisFolder(String label) {
        return folder.resolve("redis-" + label);
    }
}
