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

    /** Name of the user that may do everything; of a test's or drill's own use. */
    public static final String OPERATOR = "operator";

    /** Its password. */
    public static final String OPERATOR_PASSWORD = "an-operators-password";

    /** Commands that the customer's user may use on every server. */
    public static final String PERMITTED = "+auth +hello +ping +client|setname +client|id"
            + " +get +set +setex +psetex +setnx +getdel +del +unlink +exists +expire +pexpire +ttl +pttl +mget +incr +incrby"
            + " +hset +hget +hmget +hgetall +hdel +hlen +hexists +sadd +srem +smembers +sismember +scard"
            + " +zadd +zrem +zrange +zrangebyscore +zscore +zcard"
            + " +xadd +xrange +xrevrange +xread +xreadgroup +xack +xgroup|create +xgroup|createconsumer +xgroup|destroy"
            + " +xautoclaim +xclaim +xpending +xlen +xtrim +xdel +xinfo|stream +xinfo|groups +xinfo|consumers"
            + " +publish +subscribe +unsubscribe +multi +exec +discard +watch +unwatch";

    /** What it may use besides on the servers of a Cluster: where the slots are, and reading a slot that moves. */
    public static final String PERMITTED_ON_A_CLUSTER = "+cluster|slots +asking";

    /** What it may use on a Sentinel, and nothing else there. */
    public static final String PERMITTED_ON_A_SENTINEL = "+auth +hello +ping +client|setname"
            + " +sentinel|sentinels +sentinel|get-master-addr-by-name +sentinel|slaves +subscribe";

    /**
     * Nobody can be it, but it keeps its rights: Redis reads its append-only file in its name, and leaves out every transaction
     * that it may not carry out.
     */
    private static final String NO_DEFAULT_USER = "user default off resetpass ~* &* +@all\n";

    private static final String PASSWORD = "a-password";

    private CustomerRedisUser() {}

    /** Content of an ACL file with the user of this customer and no other. */
    public static String aclFile(String customer) {
        return acl(customer, PERMITTED);
    }

    /** The same for one server of a deployment, with the user {@value #OPERATOR} besides. */
    static String aclFile(String customer, RedisShape shape) {
        return acl(customer, shape == RedisShape.CLUSTER ? PERMITTED + " " + PERMITTED_ON_A_CLUSTER : PERMITTED)
                + operator();
    }

    /** Content of the ACL file of a Sentinel. */
    static String sentinelAclFile(String customer) {
        return NO_DEFAULT_USER + "user " + customer + " on #" + sha256(PASSWORD)
                + " resetkeys resetchannels &+switch-master -@all " + PERMITTED_ON_A_SENTINEL + "\n" + operator();
    }

    private static String acl(String customer, String permitted) {
        return NO_DEFAULT_USER + "user " + customer + " on #" + sha256(PASSWORD) + " resetkeys ~{" + customer
                + "}:* resetchannels &{" + customer + "}:* -@all " + permitted + "\n";
    }

    private static String operator() {
        return "user " + OPERATOR + " on #" + sha256(OPERATOR_PASSWORD) + " ~* &* +@all\n";
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
