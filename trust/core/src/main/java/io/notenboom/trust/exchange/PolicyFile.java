// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the policy files of Nuts nodes: scope → {@code organization}, {@code user}, {@code service_provider} definitions
 * and {@code scope_policy}.
 */
public final class PolicyFile {

    /** Largest file, in bytes. */
    public static final int MAX_BYTES = 1024 * 1024;

    private static final int MAX_SCOPES = 256;
    private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");

    private PolicyFile() {}

    /**
     * Reads one file.
     *
     * @param name name of the file, for error texts
     * @param content the file, UTF-8
     * @throws DefinitionException if anything in it cannot be used
     */
    public static List<ScopePolicy> parse(String name, byte[] content) {
        ObjectNode json;
        try {
            json = StrictJson.parseObject(content, MAX_BYTES);
        } catch (JsonInputException malformed) {
            throw new DefinitionException(name, "is not a JSON object without duplicate members");
        }
        List<ScopePolicy> policies = new ArrayList<>();
        JsonShape.entries(json, name, MAX_SCOPES)
                .forEach((scope, policy) -> policies.add(policy(scope, policy, name + " [" + scope + "]")));
        return List.copyOf(policies);
    }

    private static ScopePolicy policy(String scope, JsonNode node, String place) {
        if (!SCOPE.matcher(scope).matches()) {
            throw new DefinitionException(place, "is not one scope of RFC 6749 §3.3, without spaces");
        }
        ObjectNode json =
                JsonShape.object(node, place, Set.of("organization", "user", "service_provider", "scope_policy"));
        Map<WalletOwner, PresentationDefinition> definitions = new EnumMap<>(WalletOwner.class);
        Set<String> ids = new HashSet<>();
        for (WalletOwner owner : WalletOwner.values()) {
            if (json.has(owner.member())) {
                PresentationDefinition definition =
                        PresentationDefinition.parse(json.path(owner.member()), place + "." + owner.member());
                if (!ids.add(definition.id())) {
                    throw new DefinitionException(place, "uses a definition id in two definitions");
                }
                definitions.put(owner, definition);
            }
        }
        checkUserFields(definitions, place);
        if (definitions.isEmpty()) {
            throw new DefinitionException(place, "needs a definition: organization, user or service_provider");
        }
        return new ScopePolicy(scope, definitions, extraScopes(json, place));
    }

    /** Equal field ids bind organisation and service provider: both must have the value. A user's are claims of their own. */
    private static void checkUserFields(Map<WalletOwner, PresentationDefinition> definitions, String place) {
        PresentationDefinition user = definitions.get(WalletOwner.USER);
        if (user == null) {
            return;
        }
        definitions.forEach((owner, definition) -> {
            if (owner != WalletOwner.USER && definition.fieldIds().stream().anyMatch(user.fieldIds()::contains)) {
                throw new DefinitionException(place, "uses a field id in the definition for users and in another one");
            }
        });
    }

    private static ScopePolicy.ExtraScopes extraScopes(ObjectNode json, String place) {
        if (!json.has("scope_policy")) {
            return ScopePolicy.ExtraScopes.PROFILE_ONLY;
        }
        String value = JsonShape.text(json.get("scope_policy"), place + ".scope_policy");
        return Arrays.stream(ScopePolicy.ExtraScopes.values())
                .filter(extra -> extra.value().equals(value))
                .findFirst()
                .orElseThrow(() -> new DefinitionException(
                        place + ".scope_policy", "must be profile-only, passthrough or dynamic"));
    }
}
