// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** AppRole: role ids, secret ids with lives and uses, their accessors. */
final class AppRoleEngine extends RoleEngine {

    private static final class SecretId {
        final String role;
        final String accessor;
        final String metadata;
        final Instant end;
        int usesLeft;

        SecretId(String role, String accessor, String metadata, Instant end, int uses) {
            this.role = role;
            this.accessor = accessor;
            this.metadata = metadata;
            this.end = end;
            this.usesLeft = uses;
        }
    }

    private final InstantSource clock;
    private final Map<String, String> roleIds = new TreeMap<>();
    private final Map<String, SecretId> secretIds = new LinkedHashMap<>();

    AppRoleEngine(Tokens tokens, InstantSource clock) {
        super(tokens);
        this.clock = clock;
    }

    @Override
    public String type() {
        return "approle";
    }

    @Override
    void written(String role) {
        roleIds.computeIfAbsent(role, name -> Tokens.uuid());
    }

    @Override
    void deleted(String role) {
        roleIds.remove(role);
        secretIds.values().removeIf(secret -> secret.role.equals(role));
    }

    @Override
    ObjectNode logIn(StandInCall call) {
        SecretId secret = secretIds.get(call.text("secret_id"));
        boolean fits = secret != null
                && call.text("role_id").equals(roleIds.get(secret.role))
                && clock.instant().isBefore(secret.end);
        if (secret == null || !fits) {
            throw new VaultRefusal(400, "invalid role or secret ID");
        }
        if (secret.usesLeft == 1) {
            secretIds.remove(call.text("secret_id"));
        }
        secret.usesLeft--;
        return token(known(secret.role));
    }

    @Override
    ObjectNode handleBelow(StandInCall call) {
        String role = call.segment(1);
        String what = String.join("/", call.path().subList(2, call.path().size()));
        if (role(role) == null && what.startsWith("secret-id")) {
            throw new VaultRefusal(400, "role \"" + role + "\" does not exist");
        }
        ObjectNode terms = known(role);
        return switch (what + " " + call.operation()) {
            case "role-id READ" -> {
                ObjectNode answer = answer();
                answer.putObject("data").put("role_id", roleIds.get(role));
                yield answer;
            }
            case "secret-id WRITE" -> create(role, terms, call);
            case "secret-id LIST" -> list(role);
            case "secret-id-accessor/lookup WRITE" -> look(role, call);
            case "secret-id-accessor/destroy WRITE" -> {
                if (!secretIds.values().removeIf(secret -> isMeant(secret, role, call))) {
                    throw new VaultRefusal(400, "failed to find accessor entry for secret_id_accessor");
                }
                yield answer();
            }
            default -> throw VaultRefusal.unsupported();
        };
    }

    private ObjectNode create(String role, ObjectNode terms, StandInCall call) {
        String metadata = call.text("metadata");
        long life = StandInCall.seconds(terms.path("secret_id_ttl"), 0);
        SecretId secret = new SecretId(
                role,
                Tokens.uuid(),
                metadata.isEmpty() ? "{}" : metadata,
                life == 0 ? Instant.MAX : clock.instant().plusSeconds(life),
                terms.path("secret_id_num_uses").asInt(0));
        String value = Tokens.uuid();
        secretIds.put(value, secret);
        ObjectNode answer = answer();
        answer.putObject("data").put("secret_id", value).put("secret_id_accessor", secret.accessor);
        return answer;
    }

    private ObjectNode list(String role) {
        ObjectNode answer = answer();
        ArrayNode accessors = answer.putObject("data").putArray("keys");
        secretIds.values().stream()
                .filter(secret -> secret.role.equals(role))
                .forEach(secret -> accessors.add(secret.accessor));
        if (accessors.isEmpty()) {
            throw VaultRefusal.notFound();
        }
        return answer;
    }

    private ObjectNode look(String role, StandInCall call) {
        SecretId found = secretIds.values().stream()
                .filter(secret -> isMeant(secret, role, call))
                .findFirst()
                .orElseThrow(VaultRefusal::notFound);
        try {
            JsonNode metadata = new ObjectMapper().readTree(found.metadata);
            ObjectNode answer = answer();
            answer.putObject("data").set("metadata", metadata);
            return answer;
        } catch (JsonProcessingException unfit) {
            throw new VaultRefusal(400, "failed to parse metadata");
        }
    }

    private static boolean isMeant(SecretId secret, String role, StandInCall call) {
        return secret.role.equals(role) && secret.accessor.equals(call.text("secret_id_accessor"));
    }
}
