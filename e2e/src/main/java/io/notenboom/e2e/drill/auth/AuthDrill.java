// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.demo.RunFolder;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.process.RemoteSupervisor;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisProcess;
import io.notenboom.testkit.redis.RedisShape;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** {@code notenboom drill auth}: what is claimed of the authorization server, line by line. */
public final class AuthDrill {

    private static final String REDIS_MISSING =
            "redis-server and redis-cli are not installed (apt install redis-server)";

    private final Path home;
    private final InstantSource clock;

    /** @param home root of the built source tree */
    public AuthDrill(Path home, InstantSource clock) {
        this.home = home;
        this.clock = clock;
    }

    /** Runs the drill; answers the exit status. */
    public int run(PrintStream out) {
        Drill drill = new Drill(out);
        Path folder = RunFolder.create(home);
        new Claims(home, folder).run(drill);
        if (RedisProcess.isInstalled()) {
            try (RemoteSupervisor supervisor = RemoteSupervisor.start(RunFolder.supervisor(folder))) {
                processes(drill, new AuthNodes(folder, home, supervisor, clock), new KeyWalk(home));
            }
        } else {
            drill.notRun("crashes, fail-overs and replays with real processes", REDIS_MISSING);
        }
        drill.note("logs in " + folder);
        return drill.finish();
    }

    private static void processes(Drill drill, AuthNodes nodes, KeyWalk keys) {
        AtomicReference<@Nullable Own> started = new AtomicReference<>();
        drill.check("an authorization server on a Redis of its own, and a replica of it", () -> {
            started.set(Own.start(nodes));
            return "both are ready";
        });
        Own own = started.get();
        if (own != null) {
            try (RedisDeployment redis = own.redis()) {
                onOwnRedis(drill, nodes, own);
                drill.check("its keys begin with {customer}: and what expires has an end", () -> {
                    keys.check(redis);
                    return keys.walked() + " keys";
                });
            }
        }
        new FailOverChecks(nodes).run(drill, keys);
    }

    private static void onOwnRedis(Drill drill, AuthNodes nodes, Own own) {
        new ReplayChecks(own.scene(), nodes, own.replica(), own.redis()).run(drill);
        new CrashChecks(own.scene(), own.replica(), nodes.supervision()).run(drill);
        nodes.stop(own.replica());
        new RedisTroubleChecks(own.scene(), own.redis()).run(drill);
        nodes.stop(own.scene().node());
    }

    /** Two servers on one Redis. */
    private record Own(RedisDeployment redis, AuthScene scene, Node replica) {

        static Own start(AuthNodes nodes) {
            RedisDeployment redis =
                    RedisDeployment.start(RedisShape.STANDALONE, AuthNodes.CUSTOMER, nodes.redisFolder("standalone"));
            try {
                AuthScene scene = nodes.start("auth", redis);
                return new Own(redis, scene, nodes.startReplica("replica", scene, redis));
            } catch (RuntimeException failed) {
                redis.close();
                throw failed;
            }
        }
    }
}
