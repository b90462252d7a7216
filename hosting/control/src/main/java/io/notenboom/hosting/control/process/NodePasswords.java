// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process;

import io.notenboom.hosting.control.execute.RedisPasswords;
import io.notenboom.hosting.control.process.redis.RedisUsers;
import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.customer.DesiredState;
import io.notenboom.hosting.customer.plan.NodePart;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeRedis;
import io.notenboom.launcher.node.NodeSecrets;
import io.notenboom.trust.customer.CustomerId;
import io.notenboom.trust.rotation.RotatedKey;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The passwords of Redis of nodes of this machine. What is on disk in a node's folder is what is wanted; Redis is brought to it
 * whenever the steps of the customer are carried out.
 */
final class NodePasswords implements RedisPasswords {

    private final LocalNodes nodes;
    private final Vertx vertx;
    private final Map<CustomerId, Object> locks = new ConcurrentHashMap<>();

    NodePasswords(LocalNodes nodes, Vertx vertx) {
        this.nodes = nodes;
        this.vertx = vertx;
    }

    @Override
    public List<RotatedKey> of(CustomerRecord customer) {
        boolean isThere =
                customer.spec().desiredState() != DesiredState.ARCHIVED && Files.isDirectory(nodes.root(customer.id()));
        return isThere ? redis(customer).passwords() : List.of();
    }

    private NodeRedis redis(CustomerRecord customer) {
        NodeFolder folder = nodes.folder(customer.id());
        return new NodeRedis(folder, new NodeSecrets(folder), customer.id().value());
    }

    @Override
    public void begin(CustomerRecord customer) {
        synchronized (lock(customer)) {
            NodeRedis redis = redis(customer);
            if (!redis.hasNext() && !redis.hasFormer()) {
                redis.makeNext();
            }
        }
    }

    @Override
    public void replaceAtOnce(CustomerRecord customer) {
        synchronized (lock(customer)) {
            NodeRedis redis = redis(customer);
            redis.makeNext();
            redis.forgetFormer();
            redis.useNextAlone();
            disconnect(customer);
        }
    }

    @Override
    public void disconnect(CustomerRecord customer) {
        synchronized (lock(customer)) {
            RedisUsers users = users(customer);
            boolean unused = users.ensure(redis(customer).user());
            users.disconnect(customer.id().value());
        }
    }

    /** Has Redis accept what it is to accept; from then on services that start get the successor. */
    void keep(CustomerRecord customer) {
        synchronized (lock(customer)) {
            NodeRedis redis = redis(customer);
            boolean unused = users(customer).ensure(redis.user());
            redis.useNext();
        }
    }

    /** All services run with the present password: the former one is not accepted any more. */
    void finish(CustomerRecord customer) {
        synchronized (lock(customer)) {
            NodeRedis redis = redis(customer);
            if (redis.hasFormer()) {
                redis.forgetFormer();
                boolean unused = users(customer).ensure(redis.user());
            }
        }
    }

    /** Which password services get that start now; tells nothing about it. */
    String present(CustomerId id) {
        NodeFolder folder = nodes.folder(id);
        return new NodeRedis(folder, new NodeSecrets(folder), id.value())
                .passwords()
                .getFirst()
                .id();
    }

    private RedisUsers users(CustomerRecord customer) {
        Node node = nodes.node(customer, NodePart.all());
        return new RedisUsers(
                vertx, node.secrets().redisOperatorUrl(node.ports().redis()));
    }

    private Object lock(CustomerRecord customer) {
        return locks.computeIfAbsent(customer.id(), unused -> new Object());
    }
}
