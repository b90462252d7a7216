// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Names of Redis keys: {@code {<customer>}:auth:<kind>:<id>}; the braces keep a customer's keys in one hash slot. */
record RedisKeys(String customer) {

    String key(String kind, String id) {
        return "{" + customer + "}:auth:" + kind + ":" + id;
    }

    /** For ids that come from outside: of fixed length and without meaning. */
    String hashedKey(String kind, String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
            return key(kind, Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
