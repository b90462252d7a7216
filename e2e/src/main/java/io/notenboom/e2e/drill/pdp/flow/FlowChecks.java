// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp.flow;

import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.e2e.drill.auth.AuthNodes;
import io.notenboom.e2e.drill.auth.AuthScene;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.launcher.process.SupervisorFiles;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.testkit.redis.RedisShape;
import io.notenboom.trust.secret.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Two decision points on one Redis, and an authorization server on another: they agree on flows, and whichever process is killed,
 * hangs or forgets, nothing that was acknowledged is lost and nothing opens that was closed.
 */
public final class FlowChecks {

    private static final Duration START = Duration.ofSeconds(30);

    private final Path home;
    private final Path folder;
    private final InstantSource clock;

    /**
     * Checks with processes in a folder.
     *
     * @param home root of the built source tree
     */
    public FlowChecks(Path home, Path folder, InstantSource clock) {
        this.home = home;
        this.folder = folder;
        this.clock = clock;
    }

    /** Runs all of them. */
    public void run(Drill drill) {
        onOwnRedis(drill, (nodes, auth) -> {
            on(drill, nodes, auth, RedisShape.STANDALONE, replicas -> {
                new AgreementChecks(replicas).run(drill);
                new FlowCrashChecks(replicas).run(drill);
                new FlowTroubleChecks(replicas).run(drill);
            });
            on(drill, nodes, auth, RedisShape.SENTINEL, replicas -> new FlowFailOverChecks(replicas).run(drill));
        });
    }

    /** Runs those that take little time. */
    public void runShort(Drill drill) {
        onOwnRedis(
                drill,
                (nodes, auth) -> on(drill, nodes, auth, RedisShape.STANDALONE, replicas -> {
                    new AgreementChecks(replicas).run(drill);
                    new FlowTroubleChecks(replicas).runShort(drill);
                }));
    }

    private void onOwnRedis(Drill drill, BiConsumer<AuthNodes, AuthScene> checks) {
        if (!RedisProcess.isInstalled()) {
            drill.notRun(
                    "flows while processes are killed, hang and forget",
                    "redis-server and redis-cli are not installed (apt install redis-server)");
            return;
        }
        try (RemoteSupervisor supervisor = RemoteSupervisor.start(new SupervisorFiles(folder))) {
            AuthNodes nodes = new AuthNodes(folder, home, supervisor, clock);
            try (RedisDeployment tokens = redis(nodes, RedisShape.STANDALONE, "tokens")) {
                AtomicReference<@Nullable AuthScene> started = new AtomicReference<>();
                drill.check("flows: an authorization server", () -> {
                    started.set(nodes.start("auth", tokens, DecisionPoint.SCOPE));
                    return "it is ready";
                });
                AuthScene auth = started.get();
                if (auth != null) {
                    checks.accept(nodes, auth);
                }
            }
        }
    }

    private static void on(Drill drill, AuthNodes nodes, AuthScene auth, RedisShape shape, Consumer<Replicas> checks) {
        String label = "flows-" + shape.clientType();
        try (RedisDeployment redis = redis(nodes, shape, label)) {
            AtomicReference<@Nullable Replicas> started = new AtomicReference<>();
            drill.check("flows: two decision points on one Redis, " + shape.clientType(), () -> {
                started.set(start(nodes, auth, redis, label));
                return "both are ready";
            });
            Replicas replicas = started.get();
            if (replicas != null) {
                checks.accept(replicas);
                replicas.points().forEach(point -> nodes.supervision().stop(point.process()));
            }
        }
    }

    private static RedisDeployment redis(AuthNodes nodes, RedisShape shape, String label) {
        return RedisDeployment.start(shape, AuthNodes.CUSTOMER, nodes.redisFolder(label));
    }

    private static Replicas start(AuthNodes nodes, AuthScene auth, RedisDeployment redis, String label) {
        Node one = nodes.startDecisionPoint(label + "-one", auth, redis);
        Node other = nodes.startDecisionPoint(label + "-other", auth, redis);
        Secret key = one.secrets().pepKey("drill");
        Replicas replicas = new Replicas(
                nodes,
                auth,
                redis,
                nodes.redisFolder(label),
                List.of(
                        new DecisionPoint(one, auth, nodes.client(), key),
                        new DecisionPoint(other, auth, nodes.client(), key)));
        replicas.registerGateway();
        return replicas;
    }

    /** What the checks are made with. */
    record Replicas(
            AuthNodes nodes, AuthScene auth, RedisDeployment redis, Path redisFolder, List<DecisionPoint> points) {

        Replicas {
            points = List.copyOf(points);
        }

        DecisionPoint one() {
            return points.getFirst();
        }

        DecisionPoint other() {
            return points.getLast();
        }

        /** Makes the gateway known to both. */
        void registerGateway() {
            one().registerGateway();
            String token = auth.token();
            for (DecisionPoint point : points) {
                var unused = Await.until("the gateway at " + point.process(), START, () -> {
                    return point.decide(token, "none") == 401 ? Optional.empty() : Optional.of(true);
                });
            }
        }
    }
}
