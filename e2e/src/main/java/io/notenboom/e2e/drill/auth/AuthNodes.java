// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.DevelopmentHttp;
import io.notenboom.launcher.node.DevelopmentAuthority;
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

/** Authorization servers alone, each a process, on a Redis that the drill can break. */
final class AuthNodes {

    /** The customer of all of them. */
    static final String CUSTOMER = "drill1";

    private final Path folder;
    private final Supervision supervision;
    private final Distribution distribution;
    private final DevelopmentAuthority authority;
    private final HttpClient http;
    private final InstantSource clock;

    AuthNodes(Path folder, Path home, Supervision supervision, InstantSource clock) {
        this.folder = folder;
        this.supervision = supervision;
        this.distribution = new Distribution(home);
        this.authority = new DevelopmentAuthority(clock);
        this.http = DevelopmentHttp.trusting(authority.certificatePem());
        this.clock = clock;
    }

    Supervision supervision() {
        return supervision;
    }

    /** A client for many connections at one time, which take a while to open. */
    HttpClient patientClient() {
        return DevelopmentHttp.trusting(authority.certificatePem(), Duration.ofMinutes(1));
    }

    /** Starts a server on this Redis and makes its scene. */
    AuthScene start(String label, RedisDeployment redis) {
        return new AuthScene(start(label, redis, Map.of()), http, clock);
    }

    /** Starts a second server of the same node: same Redis, keys, names and policies. */
    Node startReplica(String label, AuthScene original, RedisDeployment redis) {
        NodeFolder shared = original.node().folder();
        return start(
                label,
                redis,
                Map.of(
                        "notenboom.public-url",
                        original.node().publicUrl(),
                        "notenboom.custody.dir",
                        shared.custody().toString(),
                        "notenboom.custody.passphrase-file",
                        original.node().secrets().passphraseFile().toString()));
    }

    private Node start(String label, RedisDeployment redis, Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(redis.properties());
        properties.putAll(more);
        List<String> options = properties.entrySet().stream()
                .map(property -> "-D" + property.getKey() + "=" + property.getValue())
                .toList();
        NodeSpec spec = NodeSpec.of(label, CUSTOMER, "drill", EnumSet.of(ServiceKind.AUTH), null, List.of())
                .withPeerHost("localhost", options);
        Node node = new Node(spec, new NodeFolder(folder.resolve(label)), distribution, authority, supervision);
        var unused = NodeFolder.writePrivate(node.folder().policies().resolve("drill.json"), AuthScene.policy());
        if (more.isEmpty()) {
            node.fillKeyPool();
        }
        node.start(ServiceKind.AUTH);
        return node;
    }

    /** Stops a server. */
    void stop(Node node) {
        supervision.stop(node.processName(ServiceKind.AUTH.shortName()));
    }

    /** The folder of the Redis of a part of the drill. */
    Path redisFolder(String label) {
        return folder.resolve("redis-" + label);
    }
}
