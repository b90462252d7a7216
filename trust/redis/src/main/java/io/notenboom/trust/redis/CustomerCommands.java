// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.redis;

/**
 * The commands of the services, in the form of ACL rules: each by its name, since categories let through commands that show
 * or reach what is not the customer's ({@code SCAN}, {@code RANDOMKEY}, {@code DBSIZE}, {@code SELECT}, {@code MOVE}). They
 * exist in Redis 6.2 and later; one that is unknown to a server would make it refuse the whole user.
 */
public final class CustomerCommands {

    /** On every server with data. */
    public static final String PERMITTED = "+auth +hello +ping +client|setname +client|id"
            + " +get +set +setex +psetex +setnx +getdel +del +unlink +exists +expire +pexpire +ttl +pttl +mget +incr +incrby"
            + " +hset +hget +hmget +hgetall +hdel +hlen +hexists +sadd +srem +smembers +sismember +scard"
            + " +zadd +zrem +zrange +zrangebyscore +zscore +zcard"
            + " +xadd +xrange +xrevrange +xread +xreadgroup +xack +xgroup|create +xgroup|createconsumer +xgroup|destroy"
            + " +xautoclaim +xclaim +xpending +xlen +xtrim +xdel +xinfo|stream +xinfo|groups +xinfo|consumers"
            + " +publish +subscribe +unsubscribe +multi +exec +discard +watch +unwatch";

    /** Besides on the servers of a Cluster: where the slots are, and reading a slot that moves. */
    public static final String PERMITTED_ON_A_CLUSTER = "+cluster|slots +asking";

    /** On a Sentinel, and nothing else there. */
    public static final String PERMITTED_ON_A_SENTINEL = "+auth +hello +ping +client|setname"
            + " +sentinel|sentinels +sentinel|get-master-addr-by-name +sentinel|slaves +subscribe";

    /**
     * What a backup needs to read a customer's records, whatever their names, as docs/operations/backup-and-restore.md
     * lists it; only where nobody else's are.
     */
    static final String OF_A_BACKUP =
            "+auth +hello +ping +client|setname +client|id +time +scan +type +pttl +get +hscan +sscan"
                    + " +zscan +lrange +xrange +xinfo|groups +xpending";

    /** What a replica needs of its primary. */
    static final String OF_A_REPLICA = "+psync +replconf +ping";

    /** What a Sentinel needs of the servers that it watches. */
    static final String OF_A_WATCHER =
            "+multi +slaveof +ping +exec +subscribe +config|rewrite +role +publish +info +client|setname +client|kill"
                    + " +script|kill";

    private CustomerCommands() {}
}
