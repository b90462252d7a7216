// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.RedisMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A Secret that the pods of a node mount and that no manifest holds: the operator makes those whose values are random, others
 * are delivered from outside. No private key is in any of them.
 *
 * @param name its name in the customer's namespace
 * @param keys what is in it
 * @param origin who fills it
 */
public record NodeSecret(String name, List<String> keys, Origin origin) {

    /** Tokens with which the services of the node call each other, and their hashes. */
    public static final String ACCESS = "node-access";
    /**
     * Address of Redis with user and password, the same with the user that reads for backups, and, of a customer's own Redis, its
     * users with hashes of passwords.
     */
    public static final String REDIS = "node-redis";
    /** Token for the enrolment at the Foundation. */
    public static final String FOUNDATION = "foundation-access";
    /** Where the store of backups is, and the files that this names: the key of the store. */
    public static final String BACKUP = "backup-access";

    public NodeSecret {
        keys = List.copyOf(keys);
    }

    /** Who fills a Secret. */
    public enum Origin {
        /** The operator, with random values, once. */
        OPERATOR,
        /** The host, or the program that delivers the host's secrets into the cluster. */
        HOST
    }

    private static List<String> ofRedis(CustomerSpec spec, boolean own) {
        List<String> keys = new ArrayList<>(List.of("url"));
        if (own || spec.backup() != null) {
            keys.add("backup-url");
        }
        if (own) {
            keys.add("users.acl");
        }
        return keys;
    }

    /** The Secrets of a customer's node. */
    public static List<NodeSecret> of(CustomerSpec spec) {
        List<NodeSecret> secrets = new ArrayList<>();
        secrets.add(new NodeSecret(
                ACCESS,
                List.of("api-tokens.json", "service.token", "pep-fhir.key", "pep-notification.key"),
                Origin.OPERATOR));
        boolean own = spec.redis() == RedisMode.DEDICATED;
        secrets.add(new NodeSecret(REDIS, ofRedis(spec, own), own ? Origin.OPERATOR : Origin.HOST));
        secrets.add(new NodeSecret(FOUNDATION, List.of("token"), Origin.HOST));
        if (spec.backup() != null) {
            secrets.add(new NodeSecret(BACKUP, List.of("backup.properties"), Origin.HOST));
        }
        if (spec.fhir() != null && spec.fhir().passwordSecret() != null) {
            secrets.add(new NodeSecret(
                    Objects.requireNonNull(spec.fhir().passwordSecret()), List.of("password"), Origin.HOST));
        }
        return List.copyOf(secrets);
    }
}
