// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.launcher.node.Node;
import io.notenboom.testkit.redis.RedisDeployment;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Many identical requests at the same time get one token. */
final class ReplayChecks {

    private static final int REQUESTS = 200;

    private final AuthScene scene;
    private final AuthNodes nodes;
    private final Node replica;
    private final RedisDeployment redis;

    ReplayChecks(AuthScene scene, AuthNodes nodes, Node replica, RedisDeployment redis) {
        this.redis = redis;
        this.scene = scene;
        this.nodes = nodes;
        this.replica = replica;
    }

    void run(Drill drill) {
        drill.check(
                REQUESTS + " identical token requests in parallel, one process: one token",
                () -> race(List.of(scene.node())));
        drill.check(
                REQUESTS + " identical token requests in parallel, two replicas on one Redis: one token",
                () -> race(List.of(scene.node(), replica)));
    }

    private String race(List<Node> servers) throws InterruptedException {
        try (HttpClient http = nodes.patientClient()) {
            long before = tokens();
            String presentation = scene.longestPresentation();
            Map<Integer, Integer> statuses =
                    all(http, number -> scene.internalTokenRequest(servers.get(number % servers.size()), presentation));
            long given = tokens() - before;
            if (given != 1) {
                throw new StepFailure(given + " tokens are in Redis; answers by status: " + statuses);
            }
            return verdict(statuses);
        }
    }

    private long tokens() {
        return redis.keys().keySet().stream()
                .filter(key -> key.startsWith("{" + AuthNodes.CUSTOMER + "}:auth:token:"))
                .count();
    }

    private static Map<Integer, Integer> all(HttpClient http, IntFunction<HttpRequest> make)
            throws InterruptedException {
        List<Callable<AuthScene.Answer>> requests = new ArrayList<>();
        for (int number = 0; number < REQUESTS; number++) {
            HttpRequest request = make.apply(number);
            requests.add(() -> AuthScene.send(http, request));
        }
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<AuthScene.Answer> answer : threads.invokeAll(requests)) {
                statuses.merge(status(answer), 1, Integer::sum);
            }
        }
        return statuses;
    }

    private static String verdict(Map<Integer, Integer> statuses) {
        if (statuses.getOrDefault(200, 0) != 1
                || statuses.getOrDefault(400, 0) + statuses.getOrDefault(503, 0) < REQUESTS / 2
                || statuses.keySet().stream().anyMatch(ReplayChecks::isUnexpected)) {
            throw new StepFailure("answers by status: " + statuses);
        }
        return "answers by status: " + statuses;
    }

    /** 0 when there was no answer: a machine under load may drop one of so many connections. */
    private static int status(Future<AuthScene.Answer> answer) throws InterruptedException {
        try {
            return answer.get().status();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof StepFailure) {
                return 0;
            }
            throw new StepFailure("a request failed: " + failure.getCause());
        }
    }

    /** 400: used before; 503: too many at one time. */
    private static boolean isUnexpected(int status) {
        return status != 200 && status != 400 && status != 503 && status != 0;
    }
}
