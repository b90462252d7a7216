// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** What is done with the addresses of Redis and their credentials. */
final class RedisAddresses {

    private static final Pattern CREDENTIALS = Pattern.compile("^([a-z+]+://)[^@/]*@");

    private RedisAddresses() {}

    static boolean isTls(String endpoint) {
        return endpoint.startsWith("rediss://");
    }

    /** Whether what is sent there stays on this machine. */
    static boolean isLocal(String endpoint) {
        if (endpoint.startsWith("unix://")) {
            return true;
        }
        try {
            String host = URI.create(endpoint).getHost();
            return host != null && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException | IllegalArgumentException unknown) {
            return false;
        }
    }

    /** The address for logs. */
    static String withoutCredentials(String endpoint) {
        return CREDENTIALS.matcher(endpoint).replaceFirst("$1");
    }

    /** Another server, reached in the same way. */
    static String at(String endpoint, String host, int port) {
        URI known = URI.create(endpoint);
        String user = known.getRawUserInfo() == null ? "" : known.getRawUserInfo() + "@";
        return known.getScheme() + "://" + user + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    /** Settings with which one server is reached, as the services reach it. */
    static RedisOptions only(RedisOptions services, String endpoint) {
        RedisOptions one = new RedisOptions()
                .setType(RedisClientType.STANDALONE)
                .setConnectionString(endpoint)
                .setMaxPoolSize(2)
                .setMaxPoolWaiting(4)
                .setNetClientOptions(new NetClientOptions(services.getNetClientOptions()));
        if (services.getPassword() != null) {
            one.setPassword(services.getPassword());
        }
        return one;
    }

    /** The same without user and password. */
    static RedisOptions nobody(RedisOptions services, String endpoint) {
        return only(services, withoutCredentials(endpoint)).setPassword(null);
    }
}
