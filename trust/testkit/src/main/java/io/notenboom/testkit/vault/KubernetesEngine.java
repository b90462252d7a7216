// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Logins of service accounts, with a reviewer in place of a Kubernetes API. */
final class KubernetesEngine extends RoleEngine {

    private final Function<String, @Nullable ServiceAccount> reviewer;

    KubernetesEngine(Tokens tokens, Function<String, @Nullable ServiceAccount> reviewer) {
        super(tokens);
        this.reviewer = reviewer;
    }

    @Override
    public String type() {
        return "kubernetes";
    }

    @Override
    ObjectNode logIn(StandInCall call) {
        ObjectNode role = role(call.text("role"));
        if (role == null) {
            throw new VaultRefusal(400, "invalid role name \"" + call.text("role") + "\"");
        }
        ServiceAccount account = reviewer.apply(call.text("jwt"));
        if (account == null || !account.audience().equals(role.path("audience").asText())) {
            throw new VaultRefusal(403, "permission denied");
        }
        if (!isBound(role, "bound_service_account_names", account.name())
                || !isBound(role, "bound_service_account_namespaces", account.namespace())) {
            throw new VaultRefusal(403, "service account name not authorized");
        }
        return token(role);
    }

    private static boolean isBound(ObjectNode role, String member, String value) {
        List<String> bound = texts(role.path(member));
        return bound.contains("*") || bound.contains(value);
    }

    @Override
    ObjectNode handleBelow(StandInCall call) {
        throw VaultRefusal.unsupported();
    }
}
