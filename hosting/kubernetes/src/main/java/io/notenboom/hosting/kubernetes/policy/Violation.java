// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;

/**
 * Something in a manifest that must not be.
 *
 * @param object kind, namespace and name
 * @param rule what is wrong, and what has to be there
 */
public record Violation(String object, String rule) {

    static Violation of(HasMetadata object, String rule) {
        String namespace = object.getMetadata().getNamespace();
        return new Violation(
                object.getKind() + " " + (namespace == null ? "" : namespace + "/")
                        + object.getMetadata().getName(),
                rule);
    }

    @Override
    public String toString() {
        return object + ": " + rule;
    }
}
