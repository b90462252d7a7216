// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import java.util.Map;
import java.util.Objects;

/**
 * What must be presented to get a scope.
 *
 * @param scope the scope, one token without spaces
 * @param definitions a definition for at least one owner; their field ids differ
 * @param extraScopes what happens to other scopes in the same request
 */
public record ScopePolicy(String scope, Map<WalletOwner, PresentationDefinition> definitions, ExtraScopes extraScopes) {

    /** Copies the map. */
    public ScopePolicy {
        Objects.requireNonNull(scope, "scope");
        definitions = Map.copyOf(definitions);
        Objects.requireNonNull(extraScopes, "extraScopes");
    }

    /** What happens to scopes beside the one with a policy; {@code scope_policy} in the file. */
    public enum ExtraScopes {
        /** They are refused. */
        PROFILE_ONLY("profile-only"),
        /** They are granted as asked. */
        PASSTHROUGH("passthrough"),
        /** The policy decision point decides on each. */
        DYNAMIC("dynamic");

        private final String value;

        ExtraScopes(String value) {
            this.value = value;
        }

        /** The value in the file. */
        public String value() {
            return value;
        }
    }

    /** Whose wallet a definition of a scope asks; the member names of a policy file. */
    public enum WalletOwner {
        /** The organisation. */
        ORGANIZATION("organization"),
        /** A person. */
        USER("user"),
        /** Who works for the organisation. */
        SERVICE_PROVIDER("service_provider");

        private final String member;

        WalletOwner(String member) {
            this.member = member;
        }

        /** Member of the policy file and value of {@code wallet_owner_type}. */
        public String member() {
            return member;
        }
    }
}
