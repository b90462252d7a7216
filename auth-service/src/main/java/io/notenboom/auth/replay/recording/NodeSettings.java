// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.recording;

import io.notenboom.auth.policy.PolicyDocument;
import java.net.URI;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration of a recorded node says.
 *
 * @param name its configuration file
 * @param publicUrl its base URL
 * @param internalOrigin where its internal API was called
 * @param policies its policy files
 * @param discovery discovery services that it knows
 * @param decisionPoint base URL of its policy decision point; null if it has none
 */
public record NodeSettings(
        String name,
        String publicUrl,
        String internalOrigin,
        List<PolicyDocument> policies,
        Discovery discovery,
        @Nullable URI decisionPoint) {

    /** Copies the list. */
    public NodeSettings {
        policies = List.copyOf(policies);
    }

    /**
     * Discovery services.
     *
     * @param definitions files with their definitions
     * @param servedIds those that the node serves
     */
    public record Discovery(List<PolicyDocument> definitions, Set<String> servedIds) {

        /** Copies the collections. */
        public Discovery {
            definitions = List.copyOf(definitions);
            servedIds = Set.copyOf(servedIds);
        }
    }
}
