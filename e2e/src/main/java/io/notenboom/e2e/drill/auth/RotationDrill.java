// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.registry.NodeCertificateChecks;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.testkit.redis.RedisShape;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * {@code notenboom drill rotation}: two replicas of an authorization server under steady traffic, while keys, certificate,
 * password and API token are rotated; then a key is lost. Times are those of a real node, shortened by one factor: documents may be
 * kept for {@link #KEPT}, and keys are published a little longer before they sign.
 */
public final class RotationDrill {

    /** How long relying parties keep documents here. */
    static final Duration KEPT = Duration.ofSeconds(6);

    private static final Map<String, String> SETTINGS = Map.of(
            "notenboom.auth.keys.publish-ahead-seconds", "8",
            "notenboom.auth.keys.retiring-seconds", "3",
            "notenboom.rotation.every", "1s");

    private final Path home;
    private final InstantSource clock;

    /** @param home root of the built source tree */
    public RotationDrill(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Runs the drill; answers the exit status. */
    public int run(PrintStream out) {
        Drill drill = new Drill(out);
        Path folder = RunFolder.create(home);
        if (RedisProcess.isInstalled()) {
            try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(folder))) {
                authorizationServers(drill, new AuthNodes(folder, home, supervisor, clock));
                new NodeCertificateChecks(folder, home, supervisor, clock).run(drill);
            }
        } else {
            drill.notRun("rotation with real processes", "redis-server and redis-cli are not installed");
        }
        drill.note("logs in " + folder);
        return drill.finish();
    }

    private static void authorizationServers(Drill drill, AuthNodes nodes) {
        AtomicReference<@Nullable Pair> started = new AtomicReference<>();
        drill.check("two replicas of an authorization server on one Redis", () -> {
            started.set(Pair.start(nodes));
            return "both are ready";
        });
        Optional<Pair> pair = Optional.ofNullable(started.get());
        if (pair.isPresent()) {
            try (RedisDeployment _ = pair.get().redis()) {
                new RotationChecks(pair.get(), nodes).run(drill);
            } finally {
                nodes.stop(pair.get().replica());
                nodes.stop(pair.get().scene().node());
            }
        }
    }

    /** Two servers on one Redis. */
    record Pair(RedisDeployment redis, AuthScene scene, Node replica) {

        static Pair start(AuthNodes nodes) {
            RedisDeployment redis =
                    RedisDeployment.start(RedisShape.STANDALONE, AuthNodes.CUSTOMER, nodes.redisFolder("rotation"));
            try {
                AuthScene scene = nodes.start("auth", redis, "drill", SETTINGS);
                return new Pair(redis, scene, nodes.startReplica("replica", scene, redis, SETTINGS));
            } catch (RuntimeException failed) {
                redis.close();
                throw failed;
            }
        }
    }
}
