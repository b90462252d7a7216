// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DerivedNames;
import io.notenboom.hosting.kubernetes.manifest.NodeSecret;
import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.notenboom.trust.redis.RedisPlace;
import io.notenboom.trust.redis.RedisUser;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The Secrets of a node whose values are random. They are made once and written to the cluster; the operator keeps no copy
 * and cannot read them again.
 */
final class RandomSecrets {

    private static final int BYTES = 32;
    private static final String BACKUP_USER = "backup";
    private static final String SERVICE_SCOPES =
            "\"registry:read\",\"auth:introspect\",\"auth:dpop\",\"auth:request\",\"vdr:read\",\"pdp:decide\"";

    private final SecureRandom random;

    RandomSecrets(SecureRandom random) {
        this.random = random;
    }

    /** A Secret of the given table, with new values. */
    Secret make(CustomerSpec spec, NodeSecret wanted) {
        Map<String, String> values =
                switch (wanted.name()) {
                    case NodeSecret.ACCESS -> access();
                    case NodeSecret.REDIS -> redis(spec);
                    default -> throw new IllegalArgumentException("no random values make Secret " + wanted.name());
                };
        return new SecretBuilder()
                .withNewMetadata()
                .withName(wanted.name())
                .withNamespace(spec.names().namespace())
                .addToLabels(DerivedNames.LABEL, spec.names().labelValue())
                .endMetadata()
                .withImmutable(false)
                .withType("Opaque")
                .withStringData(values)
                .build();
    }

    private Map<String, String> access() {
        String token = "nbt_" + text();
        return Map.of(
                "service.token",
                token,
                "api-tokens.json",
                "{\"tokens\":[{\"id\":\"service\",\"sha256\":\"" + sha256(token) + "\",\"scopes\":[" + SERVICE_SCOPES
                        + "]}]}",
                "pep-fhir.key",
                text(),
                "pep-notification.key",
                text());
    }

    private Map<String, String> redis(CustomerSpec spec) {
        String id = spec.id().value();
        DerivedNames names = spec.names();
        String password = text();
        String forBackups = text();
        RedisUser services = RedisUser.ofCustomer(id, PasswordHash.of(password));
        RedisUser backup = RedisUser.ofBackup(BACKUP_USER, id, PasswordHash.of(forBackups));
        return Map.of(
                "url",
                url(names, services, password),
                "backup-url",
                url(names, backup, forBackups),
                "users.acl",
                RedisAcl.dedicated(RedisPlace.SERVER, List.of(services, backup)).file());
    }

    private static String url(DerivedNames names, RedisUser user, String password) {
        return "rediss://" + user.name() + ":" + password + "@redis." + names.namespace() + ".svc:6379";
    }

    private String text() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
