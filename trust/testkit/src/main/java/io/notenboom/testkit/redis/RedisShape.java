// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.redis;

/** The ways in which a Redis can be set up for a node. */
public enum RedisShape {
    /** One server. */
    STANDALONE("standalone"),
    /** A primary with a replica, and three Sentinels that fail over. */
    SENTINEL("sentinel"),
    /** Servers that share the slots. */
    CLUSTER("cluster");

    private final String clientType;

    RedisShape(String clientType) {
        this.clientType = clientType;
    }

    /** What {@code quarkus.redis.client-type} is for it. */
    public String clientType() {
        return clientType;
    }
}
