// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.redis;

/** Where a user comes in; Redis copies users neither to replicas nor between servers of a Cluster nor to Sentinels. */
public enum RedisPlace {
    /** A server that stands alone or behind Sentinels, primary or replica. */
    SERVER,
    /** A server of a Cluster. */
    CLUSTER_SERVER,
    /** A Sentinel. */
    SENTINEL
}
