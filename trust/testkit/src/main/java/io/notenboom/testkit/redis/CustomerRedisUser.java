// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The user that a customer has on a shared Redis: its own keys, the commands of the allow-list, no others, and no default user.
 * A suite that passes as this user needs nothing that the allow-list lacks.
 */
public final class CustomerRedisUser {

    private static final String PASSWORD = "a-password";
    private static final String PERMITTED = "+auth +hello +ping +client|setname +client|id"
            + " +get +set +setex +psetex +setnx +getdel +del +unlink +exists +expire +pexpire +ttl +pttl +mget +incr +incrby"
            + " +hset +hget +hmget +hgetall +hdel +hlen +hexists +sadd +srem +smembers +sismember +scard"
            + " +zadd +zrem +zrange +zrangebyscore +zscore +zcard"
            + " +xadd +xrange +xrevrange +xread +xreadgroup +xack +xgroup|create +xgroup|createconsumer +xgroup|destroy"
            + " +xautoclaim +xclaim +xpending +xlen +xtrim +xdel +xinfo|stream +xinfo|groups +xinfo|consumers"
            + " +publish +subscribe +unsubscribe +multi +exec +discard +watch +unwatch";

    private CustomerRedisUser() {}

    /** Content of an ACL file with the user of this customer and no other. */
    public static String aclFile(String customer) {
        return "user default off\nuser " + customer + " on #" + sha256(PASSWORD) + " resetkeys ~{" + customer
                + "}:* resetchannels &{" + customer + "}:* -@all " + PERMITTED + "\n";
    }

    /** URL of a Redis on this machine, as this customer's user. */
    public static String url(String customer, int port) {
        return "redis://" + customer + ":" + PASSWORD + "@127.0.0.1:" + port;
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
