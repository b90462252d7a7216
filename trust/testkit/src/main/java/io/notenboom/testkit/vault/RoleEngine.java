// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.vault.StandInCall.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What auth methods with roles share: roles are kept as they were written, and logins give tokens by their terms. */
abstract class RoleEngine implements StandInEngine {

    private final Tokens tokens;
    private final TreeMap<String, ObjectNode> roles = new TreeMap<>();

    RoleEngine(Tokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public final boolean isOpen(StandInCall call) {
        return call.is(Operation.WRITE, 1) && call.segment(0).equals("login");
    }

    @Override
    public final boolean creates(StandInCall call) {
        return call.is(Operation.WRITE, 2) && call.segment(0).equals("role") && role(call.segment(1)) == null;
    }

    @Override
    public final synchronized ObjectNode handle(StandInCall call) {
        if (isOpen(call)) {
            return logIn(call);
        }
        if (!call.segment(0).equals("role")) {
            throw VaultRefusal.unsupported();
        }
        return call.path().size() == 2 ? handleRole(call) : handleBelow(call);
    }

    private ObjectNode handleRole(StandInCall call) {
        String name = call.segment(1);
        return switch (call.operation()) {
            case READ -> {
                ObjectNode answer = answer();
                answer.set("data", known(name));
                yield answer;
            }
            case WRITE -> {
                roles.merge(name, call.body().deepCopy(), (old, added) -> old.setAll(added));
                written(name);
                yield answer();
            }
            case DELETE -> {
                roles.remove(name);
                deleted(name);
                yield answer();
            }
            case LIST -> throw VaultRefusal.unsupported();
        };
    }

    static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    final @Nullable ObjectNode role(String name) {
        return roles.get(name);
    }

    final ObjectNode known(String name) {
        ObjectNode role = roles.get(name);
        if (role == null) {
            throw VaultRefusal.notFound();
        }
        return role;
    }

    /** A token by the terms of a role. */
    final ObjectNode token(ObjectNode role) {
        List<String> policies = texts(role.path("token_policies"));
        if (!role.path("token_no_default_policy").asBoolean()) {
            policies.add("default");
        }
        return tokens.create(new Tokens.Terms(
                policies,
                StandInCall.seconds(role.path("token_ttl"), 0),
                StandInCall.seconds(role.path("token_max_ttl"), 0),
                StandInCall.seconds(role.path("token_period"), 0),
                role.path("token_num_uses").asInt(0)));
    }

    static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        if (list.isArray()) {
            list.forEach(text -> texts.add(text.asText()));
        } else if (!list.asText().isEmpty()) {
            texts.addAll(List.of(list.asText().split(",", -1)));
        }
        return texts;
    }

    abstract ObjectNode logIn(StandInCall call);

    abstract ObjectNode handleBelow(StandInCall call);

    void written(String role) {}

    void deleted(String role) {}
}
