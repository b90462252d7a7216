// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import io.notenboom.trust.customer.CustomerId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

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

    /** Key of one thing whose id comes from outside: of fixed length, whatever the id (SHA-256, base64url). */
    public String hashedKey(String kind, String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return key(kind, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Key of the one thing of its kind. */
    public String key(String kind) {
        return prefix + kind;
    }
}
