// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

import io.notenboom.auth.policy.PolicyFinding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The definitions in use.
 *
 * @param byId definition by id
 * @param fileById name of the file that a definition comes from
 * @param findings what is wrong with the files
 */
public record DefinitionSet(
        Map<String, ServiceDefinition> byId, Map<String, String> fileById, List<PolicyFinding> findings) {

    /** Copies the collections. */
    public DefinitionSet {
        byId = Map.copyOf(byId);
        fileById = Map.copyOf(fileById);
        findings = List.copyOf(findings);
    }

    /** The definition with this id. */
    public Optional<ServiceDefinition> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All definitions, sorted by id. */
    public List<ServiceDefinition> all() {
        List<ServiceDefinition> all = new ArrayList<>(byId.values());
        all.sort(Comparator.comparing(ServiceDefinition::id));
        return List.copyOf(all);
    }
}
