// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import com.google.errorprone.annotations.CheckReturnValue;
import io.vertx.core.Vertx;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Tries to get out of a customer's part of Redis, with the credentials of the services, on every server that these lead to:
 * primaries, replicas, all of a Cluster, and the Sentinels. Reads and changes nothing. Blocks.
 */
final class ConfinementProbe {

    private static final String NOBODY = "PING without a password (anybody gets in)";

    private final Vertx vertx;
    private final RedisOptions services;
    private final String customer;

    /** @param services settings with which the services reach Redis */
    ConfinementProbe(Vertx vertx, RedisOptions services, String customer) {
        this.vertx = vertx;
        this.services = services;
        this.customer = customer;
    }

    /**
     * A server with data.
     *
     * @param needed whether nothing is shown as long as it does not answer; a replica may be away
     */
    private record Server(String endpoint, boolean needed) {}

    /** Tries everything everywhere. */
    @CheckReturnValue
    Confinement examine() {
        List<String> ways = new ArrayList<>();
        boolean shown = false;
        try {
            for (Server server : servers(ways)) {
                try {
                    ways.addAll(examined(server.endpoint()));
                    shown = true;
                } catch (ServerTrial.NoAnswer away) {
                    if (server.needed() && ways.isEmpty()) {
                        return new Confinement.Undetermined(named(server.endpoint()) + ": " + away.getMessage());
                    }
                }
            }
        } catch (ServerTrial.NoAnswer away) {
            if (ways.isEmpty()) {
                return new Confinement.Undetermined(String.valueOf(away.getMessage()));
            }
        }
        if (!ways.isEmpty()) {
            return new Confinement.Escaped(ways);
        }
        return shown ? new Confinement.Confined() : new Confinement.Undetermined("no server answers");
    }

    private List<String> examined(String endpoint) throws ServerTrial.NoAnswer {
        ServerTrial server = at(endpoint);
        List<String> ways = new ArrayList<>();
        if (server.admitsNobody()) {
            ways.add(NOBODY);
        }
        if (ways.isEmpty() || hasCredentials(endpoint)) {
            ways.addAll(server.queue(Trial.queued(customer)));
        }
        return ways.stream().map(way -> way + " at " + named(endpoint)).toList();
    }

    private boolean hasCredentials(String endpoint) {
        return services.getPassword() != null
                || !RedisAddresses.withoutCredentials(endpoint).equals(endpoint);
    }

    private ServerTrial at(String endpoint) {
        return new ServerTrial(vertx, services, endpoint);
    }

    private static String named(String endpoint) {
        return RedisAddresses.withoutCredentials(endpoint);
    }

    /** Servers with data; what is found out at the Sentinels on the way is added to the ways. */
    private List<Server> servers(List<String> ways) throws ServerTrial.NoAnswer {
        return switch (services.getType()) {
            case STANDALONE, REPLICATION ->
                services.getEndpoints().stream()
                        .map(endpoint -> new Server(endpoint, true))
                        .toList();
            case SENTINEL -> behindSentinels(ways);
            case CLUSTER -> ofACluster();
        };
    }

    private List<Server> behindSentinels(List<String> ways) throws ServerTrial.NoAnswer {
        List<Server> servers = new ArrayList<>();
        ServerTrial.NoAnswer last = new ServerTrial.NoAnswer("no Sentinel is configured");
        for (String endpoint : services.getEndpoints()) {
            ServerTrial sentinel = at(endpoint);
            try {
                if (sentinel.admitsNobody()) {
                    ways.add(NOBODY + " at " + named(endpoint));
                }
                sentinel.carryOut(Trial.onASentinel()).forEach(way -> ways.add(way + " at " + named(endpoint)));
                if (servers.isEmpty()) {
                    servers.addAll(known(sentinel, endpoint));
                }
            } catch (ServerTrial.NoAnswer away) {
                last = away;
            }
        }
        if (servers.isEmpty()) {
            throw last;
        }
        return servers;
    }

    private List<Server> known(ServerTrial sentinel, String endpoint) throws ServerTrial.NoAnswer {
        String name = Objects.requireNonNull(services.getMasterName(), "a name of the primary");
        Response primary = sentinel.ask("SENTINEL", "GET-MASTER-ADDR-BY-NAME", name);
        if (primary == null || primary.size() < 2) {
            throw new ServerTrial.NoAnswer("the Sentinels know no primary " + name);
        }
        List<Server> servers = new ArrayList<>();
        servers.add(new Server(
                RedisAddresses.at(
                        endpoint, primary.get(0).toString(), primary.get(1).toInteger()),
                true));
        for (Response replica : sentinel.ask("SENTINEL", "SLAVES", name)) {
            servers.add(new Server(
                    RedisAddresses.at(endpoint, field(replica, "ip"), Integer.parseInt(field(replica, "port"))),
                    false));
        }
        return servers;
    }

    /** A field of a map (RESP3), or of a list of names and values (RESP2). */
    private static String field(Response fields, String name) {
        if (fields.isMap()) {
            return fields.get(name).toString();
        }
        for (int index = 0; index + 1 < fields.size(); index += 2) {
            if (fields.get(index).toString().equals(name)) {
                return fields.get(index + 1).toString();
            }
        }
        return "";
    }

    private List<Server> ofACluster() throws ServerTrial.NoAnswer {
        ServerTrial.NoAnswer last = new ServerTrial.NoAnswer("no server is configured");
        for (String endpoint : services.getEndpoints()) {
            try {
                return inSlots(endpoint, at(endpoint).ask("CLUSTER", "SLOTS"));
            } catch (ServerTrial.NoAnswer away) {
                last = away;
            }
        }
        throw last;
    }

    /** Each range of slots is first, last, primary, replicas. */
    private static List<Server> inSlots(String endpoint, Response slots) {
        List<Server> servers = new ArrayList<>();
        for (Response range : slots) {
            for (int index = 2; index < range.size(); index++) {
                Response server = range.get(index);
                Server found = new Server(
                        RedisAddresses.at(
                                endpoint,
                                server.get(0).toString(),
                                server.get(1).toInteger()),
                        false);
                if (!servers.contains(found)) {
                    servers.add(found);
                }
            }
        }
        return servers;
    }
}
