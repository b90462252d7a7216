// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.customer.plan.StepKind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The manifests of a customer's node, by the step of its plan that they carry out. Steps that need no manifest are not there.
 *
 * @param byStep objects in the order in which they are applied
 * @param secrets Secrets that pods mount and that no manifest holds
 */
public record NodeManifests(Map<StepKind, List<HasMetadata>> byStep, List<NodeSecret> secrets) {

    public NodeManifests {
        Map<StepKind, List<HasMetadata>> copy = new EnumMap<>(StepKind.class);
        byStep.forEach((step, objects) -> copy.put(step, List.copyOf(objects)));
        byStep = copy;
        secrets = List.copyOf(secrets);
    }

    /** The objects of a step; none for a step that needs none. */
    public List<HasMetadata> of(StepKind step) {
        return byStep.getOrDefault(step, List.of());
    }

    /** All objects, in the order of steps. */
    public List<HasMetadata> all() {
        List<HasMetadata> all = new ArrayList<>();
        byStep.values().forEach(all::addAll);
        return List.copyOf(all);
    }
}
