// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The Redis of one customer in one of the shapes that a node can use, of real processes on free ports of this machine. The
 * customer's user has the commands of the allow-list only.
 */
public final class RedisDeployment implements AutoCloseable {

    /** What the Sentinels call the primary. */
    public static final String MASTER_NAME = "notenboom";

    private static final int SENTINELS = 3;
    private static final int CLUSTER_PRIMARIES = 3;
    private static final long PATIENCE_NANOS = 60_000_000_000L;

    private final RedisShape shape;
    private final String customer;
    private final Path folder;
    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();

    private RedisDeployment(RedisShape shape, String customer, Path folder) {
        this.shape = shape;
        this.customer = customer;
        this.folder = folder;
    }

    /** One of this shape; a Cluster has three primaries and no replicas. */
    public static RedisDeployment start(RedisShape shape, String customer, Path folder) {
        return start(shape, customer, folder, 0);
    }

    /** A Cluster of three primaries, each with so many replicas. */
    public static RedisDeployment cluster(String customer, Path folder, int replicas) {
        return start(RedisShape.CLUSTER, customer, folder, replicas);
    }

    private static RedisDeployment start(RedisShape shape, String customer, Path folder, int replicas) {
        RedisDeployment deployment = new RedisDeployment(shape, customer, folder);
        boolean complete = false;
        try {
            switch (shape) {
                case STANDALONE -> {
                    var unused = deployment.server(List.of());
                }
                case SENTINEL -> deployment.startSentinels();
                case CLUSTER -> deployment.startCluster(replicas);
            }
            complete = true;
            return deployment;
        } finally {
            if (!complete) {
                deployment.close();
            }
        }
    }

    private RedisProcess server(List<String> more) {
        int port = RedisProcess.freePort();
        Path own = own("server-" + port);
        Path configuration = write(own.resolve("redis.conf"), """
                port %d
                bind 127.0.0.1
                dir "%s"
                aclfile "%s"
                appendonly yes
                appendfsync always
                save ""
                maxmemory-policy noeviction
                """.formatted(
                        port, own, write(own.resolve("users.acl"), CustomerRedisUser.aclFile(customer, shape))));
        List<String> arguments = new ArrayList<>(List.of(configuration.toString()));
        arguments.addAll(more);
        RedisProcess server = new RedisProcess(own, port, arguments);
        servers.add(server);
        return server;
    }

    private void startSentinels() {
        List<String> credentials = List.of(
                "--masteruser", CustomerRedisUser.OPERATOR, "--masterauth", CustomerRedisUser.OPERATOR_PASSWORD);
        RedisProcess primary = server(credentials);
        List<String> replica = new ArrayList<>(credentials);
        replica.addAll(List.of(
                "--replicaof", "127.0.0.1", Integer.toString(primary.port()), "--repl-diskless-sync-delay", "0"));
        var unused = server(replica);
        await("the replica follows", () -> primary.command("info", "replication")
                .contains("state=online"));
        for (int index = 0; index < SENTINELS; index++) {
            int port = RedisProcess.freePort();
            Path own = own("sentinel-" + port);
            Path configuration = write(own.resolve("sentinel.conf"), sentinelConfiguration(own, port, primary.port()));
            sentinels.add(new RedisProcess(own, port, List.of(configuration.toString(), "--sentinel")));
        }
        await("the Sentinels know each other and the replica", () -> sentinels.stream()
                .allMatch(sentinel -> sentinel.command("sentinel", "ckquorum", MASTER_NAME)
                                .startsWith("OK " + SENTINELS)
                        && sentinel.command("sentinel", "replicas", MASTER_NAME).contains("127.0.0.1")));
    }

    private String sentinelConfiguration(Path own, int port, int primary) {
        return """
                port %6$d
                bind 127.0.0.1
                dir "%7$s"
                aclfile "%2$s"
                sentinel monitor %1$s 127.0.0.1 %3$d 2
                sentinel auth-user %1$s %4$s
                sentinel auth-pass %1$s %5$s
                sentinel sentinel-user %4$s
                sentinel sentinel-pass %5$s
                sentinel down-after-milliseconds %1$s 2000
                sentinel failover-timeout %1$s 6000
                """.formatted(
                        MASTER_NAME,
                        write(own.resolve("users.acl"), CustomerRedisUser.sentinelAclFile(customer)),
                        primary,
                        CustomerRedisUser.OPERATOR,
                        CustomerRedisUser.OPERATOR_PASSWORD,
                        port,
                        own);
    }

    private void startCluster(int replicas) {
        for (int index = 0; index < CLUSTER_PRIMARIES * (1 + replicas); index++) {
            var unused = server(List.of(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-node-timeout",
                    "2000",
                    "--cluster-require-full-coverage",
                    "no",
                    "--masteruser",
                    CustomerRedisUser.OPERATOR,
                    "--masterauth",
                    CustomerRedisUser.OPERATOR_PASSWORD,
                    "--repl-diskless-sync-delay",
                    "0"));
        }
        List<String> create = new ArrayList<>(List.of("--cluster", "create"));
        servers.forEach(server -> create.add("127.0.0.1:" + server.port()));
        create.addAll(List.of("--cluster-replicas", Integer.toString(replicas), "--cluster-yes"));
        servers.getFirst().command(create.toArray(String[]::new));
        await("all agree on the cluster", () -> servers.stream().allMatch(server -> {
            String nodes = server.command("cluster", "nodes");
            return server.command("cluster", "info").contains("cluster_state:ok")
                    && RedisProcess.lines(nodes).size() == servers.size()
                    && nodes.lines().filter(node -> node.contains("slave")).count()
                            == (long) CLUSTER_PRIMARIES * replicas;
        }));
        await("the replicas follow", () -> servers.stream()
                .map(server -> server.command("info", "replication"))
                .filter(text -> text.contains("role:slave"))
                .allMatch(text -> text.contains("master_link_status:up")));
    }

    /** What a service has to be told to use it, by property. */
    public Map<String, String> properties() {
        List<RedisProcess> known = shape == RedisShape.SENTINEL ? sentinels : servers;
        Map<String, String> properties = new HashMap<>();
        properties.put("quarkus.redis.client-type", shape.clientType());
        properties.put("quarkus.redis.hosts", String.join(",", urls(known)));
        if (shape == RedisShape.SENTINEL) {
            properties.put("quarkus.redis.master-name", MASTER_NAME);
        }
        return properties;
    }

    private List<String> urls(List<RedisProcess> processes) {
        return processes.stream()
                .map(server -> CustomerRedisUser.url(customer, server.port()))
                .toList();
    }

    /** Where a client begins: the Sentinels if there are some, else the servers. */
    public List<String> urls() {
        return urls(shape == RedisShape.SENTINEL ? sentinels : servers);
    }

    /** Its shape. */
    public RedisShape shape() {
        return shape;
    }

    /** The servers that hold data, primaries and replicas. */
    public List<RedisProcess> servers() {
        return List.copyOf(servers);
    }

    /** The server that takes the customer's writes now. */
    public RedisProcess primary() {
        int port =
                switch (shape) {
                    case STANDALONE -> servers.getFirst().port();
                    case SENTINEL ->
                        Integer.parseInt(RedisProcess.lines(sentinels
                                        .getFirst()
                                        .command("sentinel", "get-master-addr-by-name", MASTER_NAME))
                                .getLast());
                    case CLUSTER -> ownerOfTheCustomersSlot();
                };
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no server at port " + port));
    }

    private int ownerOfTheCustomersSlot() {
        RedisProcess alive =
                servers.stream().filter(RedisProcess::answers).findFirst().orElseThrow();
        int slot = Integer.parseInt(alive.command("cluster", "keyslot", "{" + customer + "}"));
        return alive.command("cluster", "nodes")
                .lines()
                .map(line -> line.split(" "))
                .filter(words -> words[2].contains("master") && !words[2].contains("fail"))
                .filter(words -> holds(words, slot))
                .map(words -> Integer.parseInt(words[1].replaceAll("^.*:(\\d+)@.*$", "$1")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody has the customer's slot"));
    }

    private static boolean holds(String[] words, int slot) {
        for (int index = 8; index < words.length; index++) {
            String[] range = words[index].split("-");
            if (words[index].matches("\\d+(-\\d+)?")
                    && Integer.parseInt(range[0]) <= slot
                    && slot <= Integer.parseInt(range[range.length - 1])) {
                return true;
            }
        }
        return false;
    }

    /** All keys on all servers that take writes, with the seconds that each has left, -1 for one without an end. */
    public Map<String, Long> keys() {
        return primaries().stream()
                .flatMap(server -> server.keys().entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Empties it. */
    public void flush() {
        primaries().forEach(server -> server.command("flushall"));
    }

    private List<RedisProcess> primaries() {
        if (shape != RedisShape.CLUSTER) {
            return List.of(primary());
        }
        return servers.stream()
                .filter(RedisProcess::answers)
                .filter(server -> server.command("role").startsWith("master"))
                .toList();
    }

    private static void await(String what, BooleanSupplier question) {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!question.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("waited in vain: " + what);
            }
            LockSupport.parkNanos(50_000_000L);
        }
    }

    private Path own(String name) {
        try {
            return Files.createDirectories(folder.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path write(Path file, String content) {
        try {
            return Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        sentinels.forEach(RedisProcess::close);
        servers.forEach(RedisProcess::close);
    }
}
