// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import io.notenboom.kit.customer.CustomerId;

/**
 * Names of keys: {@code {<customer>}:<service>:<kind>:<id>}. The braces put all keys of a customer into one slot of a Redis
 * Cluster, and end the customer's name, so that no customer's name is a prefix of another's.
 */
public final class RedisKeys {

    private final String prefix;

    /** @param service short name of the service, e.g. {@code auth} */
    public RedisKeys(CustomerId customer, String service) {
        this.prefix = "{" + customer.value() + "}:" + service + ":";
    }

    /** Key of one thing. */
    public String key(String kind, String id) {
        return prefix + kind + ":" + id;
    }

    /** Key of the one thing of its kind. */
    public String key(String kind) {
        return prefix + kind;
    }
}
